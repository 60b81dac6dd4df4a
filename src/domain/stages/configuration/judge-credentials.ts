import { type Finding, failure, likely, note, warning } from '../../diagnosis/finding.ts';
import type { HostFacts } from '../host-facts.ts';
import { loggedFailureAt, loggedTroublesAt, logIsWithheld, sentWithin } from '../log-testimony.ts';
import type { ConfigurationFacts, CredentialEntry, ListedFile } from './parse.ts';

const fileAt = (configuration: ConfigurationFacts, path: string): ListedFile | undefined =>
  configuration.files.find((one) => one.path === path);

/** Whether the relay refuses mail for want of a good login: the dialogue says so, or it is not known but nothing went out of late. */
export const loginIsTheTrouble = (facts: HostFacts): 'yes' | 'no' | 'unknown' => {
  const { dialogue } = facts;
  if (dialogue?.auth === '235') return 'no';
  if (dialogue?.auth?.startsWith('5')) return 'yes';
  if (dialogue?.mail?.startsWith('250')) return 'no';
  // Without STARTTLS a 530 says nothing about credentials.
  if (dialogue?.offersTls === false && /TLS/i.test(dialogue.mailReply?.lines.join(' ') ?? '')) return 'unknown';
  // A login that was not tried, because the check could or would not, proves nothing by the refusal that follows.
  const untried =
    (dialogue?.auth === 'no-credentials' && facts.configuration.mapDenied) ||
    dialogue?.auth === 'not-in-clear' ||
    dialogue?.certificateWithheld === true ||
    dialogue?.auth === 'switched-off';
  if (untried) return sentWithin(facts, 86_400) ? 'no' : 'unknown';
  if (dialogue?.mailReply?.code === 530 || dialogue?.mailReply?.code === 535) return 'yes';
  return sentWithin(facts, 86_400) ? 'no' : 'unknown';
};

/** The entry Sendmail would use: by the relay's name or address, else the default one. */
const entryFor = (facts: HostFacts): CredentialEntry | undefined => {
  const entries = facts.configuration.credentials ?? [];
  const relay = facts.system?.relay?.host.toLowerCase() ?? '';
  // Sendmail asks for the name of the machine: that of the mail exchanger where the relay's name has one.
  const told = facts.dialogue?.names ?? [];
  const exchangers = told.flatMap((text) => /^mx (\S+)/.exec(text)?.[1]?.toLowerCase() ?? []);
  const next = told.flatMap((text) => /^next (\S+)/.exec(text)?.[1]?.toLowerCase() ?? []);
  const full = told.flatMap((text) => /^full (\S+)/.exec(text)?.[1]?.toLowerCase() ?? []);
  const names = [
    ...(exchangers.length > 0 ? exchangers : [...full, relay]),
    ...next,
    ...(facts.dialogue?.attempts.map((one) => one.address) ?? []),
    '',
  ];
  for (const name of names) {
    const entry = entries.find((one) => one.key === `authinfo:${name}`);
    if (entry) return entry;
  }
  return undefined;
};

const trusted = (facts: HostFacts): readonly string[] =>
  [
    'root',
    facts.configuration.options.get('TrustedUser') ?? '',
    facts.configuration.options.get('RunAsUser') ?? '',
  ].filter(Boolean);

/** Sendmail opens the map with the owner in mind: a database of a stranger is "unsafe" and not read. */
const unsafeFinding = (facts: HostFacts, database: ListedFile): Finding | undefined => {
  const logged = loggedTroublesAt(facts, 'configuration').find((one) => one.row.code === 'CONFIG_AUTHINFO_DB_UNSAFE');
  const words = `${database.path} belongs to ${database.owner}, so Sendmail does not trust it`;
  if (logged && loginIsTheTrouble(facts) !== 'no')
    return failure('CONFIG_AUTHINFO_DB_UNSAFE', words, { file: database.path });
  if (trusted(facts).includes(database.owner) || database.owner.startsWith('smm')) return undefined;
  return sentWithin(facts, 3600) ? undefined : failure('CONFIG_AUTHINFO_DB_UNSAFE', words, { file: database.path });
};

/** With RunAsUser Sendmail gives up the rights of root before it reads the map. */
const closedToRunAsUser = (facts: HostFacts, database: ListedFile): Finding | undefined => {
  const user = facts.configuration.options.get('RunAsUser')?.split(/[:.]/)[0];
  if (!user || user === 'root' || user === '0' || user === database.owner || !/^-...-..-/.test(database.mode))
    return undefined;
  const words = `${database.path} (${database.mode} ${database.owner}) is closed to ${user}, as whom Sendmail runs (RunAsUser)`;
  const find = sentWithin(facts, 3600) ? warning : failure;
  return find('CONFIG_AUTHINFO_DB_UNREADABLE', words, { file: database.path });
};

/** Sendmail reads no map in a directory that others may write to, unless it is told not to mind. */
const openDirectory = (facts: HostFacts, map: string): Finding | undefined => {
  const path = map.slice(0, map.lastIndexOf('/'));
  const directory = fileAt(facts.configuration, path);
  const minds = !/DirPathSafe|MapInUnsafeDirPath/i.test(facts.configuration.options.get('DontBlameSendmail') ?? '');
  if (!directory || !/^d(?:....w|.......w)/.test(directory.mode) || !minds) return undefined;
  if (!facts.dialogue?.authOffered || sentWithin(facts, 3600)) return undefined;
  const words = `${path} may be written to by others (${directory.mode} ${directory.owner}:${directory.group}): Sendmail commonly reads no credentials there`;
  // Some vendors ship the directory so and a Sendmail that does not mind: only refused mail proves it.
  const refused = loggedFailureAt(facts, 'authentication') !== undefined;
  return (refused ? failure : warning)('CONFIG_AUTHINFO_DB_UNSAFE', words, { file: `${map}.db` });
};

const staleFinding = (facts: HostFacts, map: string, entry: CredentialEntry): Finding | undefined => {
  const trouble = loginIsTheTrouble(facts);
  const words =
    entry.state === 'differs'
      ? `${map} was changed and ${map}.db not rebuilt: they differ for ${entry.key}, and Sendmail uses the old contents`
      : `${entry.key} stands in ${map} but not in ${map}.db: the database was not rebuilt`;
  if (entry.state !== 'differs' && entry.state !== 'only-text') return undefined;
  if (trouble === 'no') return warning('CONFIG_AUTHINFO_DB_STALE', words, { file: map });
  return failure('CONFIG_AUTHINFO_DB_STALE', words, { file: map });
};

const readableByAll = (configuration: ConfigurationFacts, map: string): Finding[] => {
  const open = [map, `${map}.db`].filter((path) => /^-......r/.test(fileAt(configuration, path)?.mode ?? ''));
  return open.length === 0
    ? []
    : [
        warning('CONFIG_AUTHINFO_READABLE_BY_ALL', `${open.join(' and ')} can be read by every user of the host`, {
          file: open[0],
        }),
      ];
};

/** The credentials: is there a map, is it the one Sendmail reads, does it hold what its text says, and has it an entry for the relay. */
export function judgeCredentials(facts: HostFacts): Finding[] {
  const { configuration, system, dialogue } = facts;
  if (!system?.cfRead) return [];
  const trouble = loginIsTheTrouble(facts);
  const map = system.authMap;
  if (!configuration.hasAuthInfoMap) {
    const file = fileAt(configuration, '/etc/mail/authinfo');
    const inAccess = (configuration.credentials ?? []).length > 0;
    if (!inAccess && trouble === 'yes') {
      const words = 'sendmail.cf names no map of credentials (no Kauthinfo line), and the relay demands a login';
      return [failure('CONFIG_AUTHINFO_NOT_CONFIGURED', file ? `${words}; /etc/mail/authinfo is not read` : words)];
    }
    if (!inAccess) return [];
  }
  const findings = configuration.hasAuthInfoMap ? readableByAll(configuration, map) : [];
  // Without a relay there is nobody to log in to.
  if (system.relay === null) return findings;
  const open = openDirectory(facts, map);
  if (open) findings.push(open);
  const database = fileAt(configuration, `${map}.db`);
  const text = fileAt(configuration, map);
  const needed = trouble === 'yes' || (trouble === 'unknown' && !!dialogue?.authOffered);
  if (configuration.hasAuthInfoMap && database?.missing) {
    // A certificate of the host may stand in place of a login.
    const needless =
      trouble === 'no' ||
      dialogue?.certificateWithheld === true ||
      // Nothing demanded a login as far as the check came, and a log that may tell of deliveries is not for this user.
      (trouble === 'unknown' && !dialogue?.authOffered && logIsWithheld(facts));
    if (needless && text?.missing !== false) return findings;
    const words = `${map}.db is missing: Sendmail has no credentials${text?.missing ? '' : ` although ${map} is there`}`;
    findings.push(
      needed || trouble === 'unknown'
        ? failure('CONFIG_AUTHINFO_DB_MISSING', words, { file: map })
        : warning('CONFIG_AUTHINFO_DB_MISSING', words, { file: map }),
    );
    return findings;
  }
  if (database && !database.missing) {
    const unsafe = unsafeFinding(facts, database);
    if (unsafe) findings.push(unsafe);
    const closed = closedToRunAsUser(facts, database);
    if (closed) findings.push(closed);
    if (configuration.credentials !== undefined && !configuration.mapReadable) {
      const words = `${database.path} can not be read as a ${system.authType} map (${database.mode} ${database.owner})`;
      findings.push(
        trouble === 'no'
          ? warning('CONFIG_AUTHINFO_DB_UNREADABLE', words, { file: map })
          : failure('CONFIG_AUTHINFO_DB_UNREADABLE', words, { file: map }),
      );
      return findings;
    }
  }
  if (configuration.credentials === undefined) return [...findings, ...staleByDate(facts, map, trouble)];
  const entry = entryFor(facts);
  if (!entry) {
    if (trouble !== 'yes') return findings;
    const others = configuration.credentials.map((one) => one.key).slice(0, 5);
    const words = `${map} has no entry for ${system.relay?.host ?? 'the relay'}`;
    findings.push(
      failure('CONFIG_AUTHINFO_NO_ENTRY', others.length > 0 ? `${words}, only ${others.join(', ')}` : words, {
        file: map,
        relay: system.relay?.host,
      }),
    );
    return findings;
  }
  if (trouble !== 'no' && !(/\bP\b/.test(entry.tags) && /\b[UI]\b/.test(entry.tags)) && entry.state !== 'only-text') {
    const words = `${entry.key} in ${map} lacks a user or a password: Sendmail can not log in with it`;
    findings.push(failure('CONFIG_AUTHINFO_NO_ENTRY', words, { file: map, relay: system.relay?.host }));
  }
  if (configuration.textReadable) {
    const stale = staleFinding(facts, map, entry);
    if (stale) findings.push(stale);
  }
  return findings;
}

/** Without makemap -u only the time stamps can be compared. */
function staleByDate(facts: HostFacts, map: string, trouble: 'yes' | 'no' | 'unknown'): Finding[] {
  if (facts.configuration.mapNewerThanDatabase !== true) return [];
  const words = `${map} is newer than ${map}.db: it may not have been rebuilt`;
  if (trouble === 'yes') return [likely('CONFIG_AUTHINFO_DB_STALE', words, { file: map })];
  return [
    trouble === 'no'
      ? note('CONFIG_AUTHINFO_DB_STALE', words, { file: map })
      : warning('CONFIG_AUTHINFO_DB_STALE', words, { file: map }),
  ];
}
