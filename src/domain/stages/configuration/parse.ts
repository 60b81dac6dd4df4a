import type { Results } from '../../collector/results.ts';

export interface ListedFile {
  readonly path: string;
  readonly missing: boolean;
  /** As `ls -l` prints it; empty when missing. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

/** One key of the credentials map: its state between the text file and the database, and the tags it has (U I P R M). */
export interface CredentialEntry {
  readonly key: string;
  readonly state: 'same' | 'differs' | 'only-text' | 'only-map';
  readonly tags: string;
}

export interface BuildFacts {
  /** `8.17.1`; undefined when sendmail did not say. */
  readonly version: string | undefined;
  readonly hasTls: boolean;
  readonly hasSasl: boolean;
  /** The host's own name as sendmail sees it ($j). */
  readonly ownName: string | undefined;
  /** What sendmail says against its configuration. */
  readonly complaints: readonly string[];
  readonly hung: boolean;
}

export interface ConfigurationFacts {
  readonly files: readonly ListedFile[];
  readonly options: ReadonlyMap<string, string>;
  readonly hasAuthInfoMap: boolean;
  /** Seconds since the last change of what decides about the way and the login; undefined when not known. */
  readonly changedAge: number | undefined;
  /** Seconds since the last change of sendmail.cf, and since the daemon wrote its pid file; undefined when not known. */
  readonly cfAge: number | undefined;
  readonly startedAge: number | undefined;
  readonly mapNewerThanDatabase: boolean | undefined;
  /** Undefined when the comparison was not made (no map, no makemap, no right to read it). */
  readonly credentials: readonly CredentialEntry[] | undefined;
  readonly textReadable: boolean;
  readonly mapReadable: boolean;
  /** Whether the login user may not read the map; then nothing can be said of it. */
  readonly mapDenied: boolean;
  /** Left sides of TLS_Srv entries of the access map that demand verification, in small letters; '' is the default entry. */
  readonly tlsDemands: readonly { readonly key: string; readonly demand: string }[];
  /** To whom commands hand in their mail, as submit.cf says it: `[127.0.0.1]`. */
  readonly submitHost: string | undefined;
  readonly build: BuildFacts | undefined;
}

const parseFile = (line: string): ListedFile[] => {
  const missing = /^missing (\S+)/.exec(line)?.[1];
  if (missing) return [{ path: missing, missing: true, mode: '', owner: '', group: '' }];
  const [, mode, owner, group, path] =
    /^([-dlbcps][-rwxsStT]{9}\S*)\s+\d+\s+(\S+)\s+(\S+)\s+.*?(\/\S+)(?: -> .*)?$/.exec(line) ?? [];
  return mode && owner && group && path ? [{ path, missing: false, mode, owner, group }] : [];
};

const parseCredentials = (lines: readonly string[]): readonly CredentialEntry[] =>
  lines.flatMap((line): CredentialEntry[] => {
    const [, state, key, tags] = /^(same|differs|only-text|only-map) (\S+)(.*)$/.exec(line) ?? [];
    return state && key ? [{ state: state as CredentialEntry['state'], key, tags: (tags ?? '').trim() }] : [];
  });

const agesIn = (lines: readonly string[]): readonly { readonly seconds: number; readonly path: string }[] =>
  lines.flatMap((line) => {
    const [, seconds, path] = /^(-?\d+) (\/\S+)$/.exec(line) ?? [];
    return seconds && path ? [{ seconds: Math.max(0, Number(seconds)), path }] : [];
  });

const parseBuild = (results: Results): BuildFacts | undefined => {
  const result = results.of('build');
  const lines = results.lines('build', /-d0\.1/);
  if (!result || (lines.length === 0 && result.end !== 'timed-out')) return undefined;
  const version = lines.map((line) => /^Version (?:AIX[\d.]+\/)?(\d+\.\d+(?:\.\d+)*)/.exec(line)?.[1]).find(Boolean);
  const features = new Set<string>();
  let listing = false;
  for (const line of lines) {
    if (/^\s*Compiled with:/.test(line)) listing = true;
    else if (listing && !/^\s/.test(line)) listing = false;
    if (listing)
      for (const feature of line
        .replace(/^\s*Compiled with:/, '')
        .trim()
        .split(/\s+/))
        features.add(feature);
  }
  return {
    version,
    hasTls: features.has('STARTTLS'),
    hasSasl: [...features].some((feature) => feature.startsWith('SASL')),
    ownName: lines.map((line) => /\$j = (\S+)/.exec(line)?.[1]).find(Boolean),
    complaints: lines.filter(
      (line) =>
        /sendmail\.cf: line \d+|^(?:554|451|421) |unknown configuration line|unknown option name|cannot open|No such file|fileclass: |Bad|invalid/i.test(
          line,
        ) && !/^(?:Version|\s|>|Enter|ADDRESS)/.test(line),
    ),
    hung: result.end === 'timed-out',
  };
};

export function parseConfiguration(results: Results): ConfigurationFacts {
  const cfLines = results.lines('configuration', /^grep the relay/);
  const options = new Map<string, string>();
  for (const line of cfLines) {
    const [, name, value] = /^O\s*([A-Za-z.]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name) options.set(name, (value ?? '').trim());
  }
  const newer = results.output('configuration', /^find /);
  const compared = results.output('configuration', /^compare /);
  const mapDenied = compared?.lines.includes('denied-map') === true;
  const demands = results.lines('configuration', /^TLS demands/).flatMap((line) => {
    const [, key, demand] = /^tls_srv:(\S*)\s+(.*)$/i.exec(line.trim()) ?? [];
    return demand !== undefined && /VERIFY/i.test(demand)
      ? [{ key: (key ?? '').toLowerCase(), demand: demand.trim() }]
      : [];
  });
  const ages = agesIn(results.lines('configuration', /^age in seconds of the files/));
  return {
    changedAge: ages.length === 0 ? undefined : Math.min(...ages.map((one) => one.seconds)),
    cfAge: ages.find((one) => one.path.endsWith('sendmail.cf'))?.seconds,
    startedAge: agesIn(results.lines('configuration', /^age in seconds of \//))[0]?.seconds,
    files: results.lines('configuration', /^ls -l/).flatMap(parseFile),
    options,
    hasAuthInfoMap: cfLines.some((line) => /^K ?authinfo\s+(?!null\b)/.test(line)),
    mapNewerThanDatabase: newer && newer.exitCode === 0 ? newer.lines.some((line) => line.startsWith('/')) : undefined,
    credentials: compared && !mapDenied ? parseCredentials(compared.lines) : undefined,
    textReadable: !!compared && !mapDenied && !compared.lines.includes('unreadable-text'),
    mapReadable: !!compared && !mapDenied && !compared.lines.includes('unreadable-map'),
    mapDenied,
    tlsDemands: demands,
    submitHost: /^D\{MTAHost\}\s*(\S+)/.exec(results.lines('configuration', /^grep MTAHost/)[0] ?? '')?.[1],
    build: parseBuild(results),
  };
}
