import { homedir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Inventory } from '../../application/ports/inventory.ts';
import { targetNamed } from '../../domain/command/find-hosts.ts';
import { parseDuration } from '../../domain/duration/duration.ts';
import type { Host } from '../../domain/host/host.ts';
import { defaultIncidentSettings, type IncidentSettings } from '../../domain/incident/settings.ts';
import type { Watch } from '../../domain/watch/watch.ts';
import { buildInventory } from './build-inventory.ts';
import type { ConfigurationFile, HostEntry } from './schema.ts';

/** stuckmail.yaml with defaults applied and paths made absolute. */
export interface Configuration {
  /** Path of the file, as given. */
  readonly file: string;
  readonly inventory: Inventory;
  readonly ssh: { readonly knownHosts: readonly string[] };
  readonly slack: { readonly incidentChannel?: string; readonly questionChannels: readonly string[] };
  /** From the file; `/mail watch` adds to them. */
  readonly watches: readonly Watch[];
  readonly incidents: IncidentSettings;
  readonly questions: {
    /** None: all languages. */
    readonly languages?: readonly string[];
    readonly answer: 'offer' | 'thread';
    readonly cooldownSeconds: number;
    /** Words of the team's own. */
    readonly words: { readonly mail: readonly string[]; readonly ignore: readonly string[] };
  };
  readonly limits: { readonly runs: number; readonly perJumpHost: number; readonly perRelay: number };
  readonly history: { readonly days: number };
  /** Narrows who may use the bot, and where. An absent list does not narrow. */
  readonly access: {
    readonly channels?: readonly string[];
    readonly users?: readonly string[];
    readonly userGroups?: readonly string[];
  };
  /** Path of the file with failures of the operators' own. */
  readonly errorTable?: string;
  readonly maskAddresses: boolean;
}

/** Drops keys whose value is undefined, as `exactOptionalPropertyTypes` asks. */
const present = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** Paths are relative to the folder of the configuration file; `~/` is the home directory. */
const expandPath = (path: string, folder: string): string => {
  const expanded = path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
  return resolve(folder, expanded);
};

const buildHost = (name: string, given: HostEntry | null, file: ConfigurationFile, folder: string): Host => {
  const entry = given ?? {};
  const defaults = file.ssh ?? {};
  const identityFile = entry.identityFile ?? defaults.identityFile;
  // The inventory's own spelling, so that whoever follows the jump finds the entry by its exact name.
  const jump = Object.keys(file.hosts).find((other) => other.toLowerCase() === entry.jump?.toLowerCase());
  return {
    name,
    address: entry.address ?? name,
    port: entry.port ?? 22,
    user: entry.user ?? defaults.user ?? userInfo().username,
    become: entry.become ?? defaults.become ?? 'none',
    aliases: entry.aliases ?? [],
    groups: entry.groups ?? [],
    tryLogin: entry.tryLogin ?? true,
    legacyAlgorithms: entry.legacyAlgorithms ?? false,
    ...(identityFile === undefined ? {} : { identityFile: expandPath(identityFile, folder) }),
    ...(jump === undefined ? {} : { jump }),
    ...(entry.relay === undefined ? {} : { relay: { host: entry.relay.host, port: entry.relay.port ?? 25 } }),
  };
};

/** A time that the schema has checked. Seconds. */
const seconds = (text: string | undefined, otherwise: number): number =>
  (text === undefined ? undefined : parseDuration(text)) ?? otherwise;

const defaultEverySeconds = 300;

const buildWatches = (file: ConfigurationFile, inventory: Inventory): readonly Watch[] =>
  (file.watch ?? []).flatMap(({ hosts, every, channel }) =>
    [hosts].flat().flatMap((name) => {
      const target = targetNamed(name, inventory);
      if (target === undefined) return [];
      const watch = { target, everySeconds: seconds(every, defaultEverySeconds), addedBy: null };
      return [channel === undefined ? watch : { ...watch, channel }];
    }),
  );

const buildIncidents = ({ incidents }: ConfigurationFile): IncidentSettings => ({
  openAfter: incidents?.openAfter ?? defaultIncidentSettings.openAfter,
  resolveAfter: incidents?.resolveAfter ?? defaultIncidentSettings.resolveAfter,
  ...(incidents?.escalateTo == null ? {} : { escalateTo: incidents.escalateTo }),
  ...(incidents?.escalateAfter == null ? {} : { escalateAfterSeconds: seconds(incidents.escalateAfter, 900) }),
});

export const buildConfiguration = (path: string, file: ConfigurationFile): Configuration => {
  const folder = dirname(resolve(path));
  const knownHosts = file.ssh?.knownHosts ?? '~/.ssh/known_hosts';
  const hosts = Object.entries(file.hosts).map(([name, entry]) => buildHost(name, entry, file, folder));
  const inventory = buildInventory(hosts);
  const { questions, limits } = file;
  return {
    file: path,
    inventory,
    ssh: { knownHosts: [knownHosts].flat().map((item) => expandPath(item, folder)) },
    slack: present({
      incidentChannel: file.slack?.incidentChannel,
      questionChannels: file.slack?.questionChannels ?? [],
    }) as Configuration['slack'],
    watches: buildWatches(file, inventory),
    incidents: buildIncidents(file),
    questions: {
      answer: questions?.answer ?? 'offer',
      cooldownSeconds: seconds(questions?.cooldown, 600),
      words: { mail: questions?.words?.mail ?? [], ignore: questions?.words?.ignore ?? [] },
      ...(questions?.languages == null ? {} : { languages: questions.languages }),
    },
    limits: { runs: limits?.runs ?? 50, perJumpHost: limits?.perJumpHost ?? 10, perRelay: limits?.perRelay ?? 20 },
    history: { days: file.history?.days ?? 30 },
    access: present({ ...file.access }) as Configuration['access'],
    ...(file.errorTable === undefined ? {} : { errorTable: expandPath(file.errorTable, folder) }),
    maskAddresses: file.maskAddresses ?? true,
  };
};
