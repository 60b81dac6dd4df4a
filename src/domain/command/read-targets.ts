import { parseDuration } from '../duration/duration.ts';
import { shortly } from './clean-text.ts';
import type { Command, KnownHosts, Problem, Target } from './command.ts';
import type { CommandRow } from './command-table.ts';
import { allHostsOf, findTargets, scopeWords } from './find-hosts.ts';

const problem = (code: Problem['code'], message: string, tries: readonly string[]): Problem => ({
  kind: 'problem',
  code,
  message,
  tries,
});

/** The row's example with a host that is there. */
export const exampleOf = (row: CommandRow, known: KnownHosts): string =>
  row.example.replace(/\bhost01\b/u, known.hosts[0]?.name ?? 'HOST');

const isProblem = (value: readonly Target[] | Problem): value is Problem => !Array.isArray(value);

const targetsOf = (row: CommandRow, rest: string, known: KnownHosts): readonly Target[] | Problem => {
  const targets = findTargets(row, rest, known);
  if (!isProblem(targets) && targets.length === 0)
    return problem('host-missing', `Which host? Say its name after "${row.name}".`, [exampleOf(row, known), 'hosts']);
  return targets;
};

/** `diagnose HOST... | GROUP | all`. */
export const readDiagnose = (row: CommandRow, rest: string, known: KnownHosts): Command | Problem => {
  const targets = targetsOf(row, rest, known);
  if (isProblem(targets)) return targets;
  return { kind: 'diagnose', hosts: allHostsOf(targets, known), scope: scopeWords(targets) };
};

/** `queue HOST` and its like: one host. */
export const readOneHost = (row: CommandRow, rest: string, known: KnownHosts): Command | Problem => {
  const targets = targetsOf(row, rest, known);
  if (isProblem(targets)) return targets;
  const hosts = allHostsOf(targets, known);
  const [host = ''] = hosts;
  if (hosts.length > 1)
    return problem('host-one-only', `"${row.name}" shows one host at a time.`, [`${row.name} ${host}`]);
  return { kind: row.name as 'queue' | 'checklist' | 'history', host };
};

/** `status [HOST | GROUP | all]`. */
export const readStatus = (row: CommandRow, rest: string, known: KnownHosts): Command | Problem => {
  const targets = findTargets(row, rest, known);
  if (isProblem(targets)) return targets;
  const named: readonly Target[] = targets.length === 0 ? [{ kind: 'all', name: 'all' }] : targets;
  return { kind: 'status', hosts: allHostsOf(named, known), scope: scopeWords(named) };
};

/** `unwatch HOST | GROUP | all`. */
export const readUnwatch = (row: CommandRow, rest: string, known: KnownHosts): Command | Problem => {
  const targets = targetsOf(row, rest, known);
  return isProblem(targets) ? targets : { kind: 'unwatch', targets };
};

/** A watch may be as frequent as this, and no rarer than once a day. Seconds. */
const shortestWatch = 60;
const longestWatch = 86_400;

const intervalProblem = (row: CommandRow, words: string, known: KnownHosts): Problem =>
  problem(
    'duration',
    `I don't understand the interval "${shortly(words)}". Expected a time from 1m to 1d, for example every 5m.`,
    [exampleOf(row, known)],
  );

const channelProblem = (row: CommandRow, words: string, known: KnownHosts): Problem => {
  const [first = 'HOST'] = known.hosts.map(({ name }) => name);
  return problem(
    'channel',
    `I don't know the channel "${shortly(words)}". Pick it from the list that opens when you type # so that Slack tells me which one it is.`,
    [`${row.name} ${first} every 5m in #channel`],
  );
};

/** Slack's id in `<#C0123|name>`, in the text before links were undone. */
const channelLink = /<#([CGD][A-Z0-9]{2,20})(?:\|[^>]*)?>/u;

/**
 * `watch HOST | GROUP | all [every 5m] [in #channel]`. `raw` is the text as Slack sent it: only there the channel has its id.
 */
export const readWatch = (row: CommandRow, rest: string, known: KnownHosts, raw: string): Command | Problem => {
  const clauses =
    /^(?<names>.*?)(?:\s+every\s+(?<every>.*?))?(?:\s+(?:in|to)\s+(?<channel>\S+))?(?:\s+every\s+(?<late>.*?))?$/isu.exec(
      ` ${rest}`,
    )?.groups;
  const every = clauses?.['every'] ?? clauses?.['late'];
  const asked = every === undefined ? undefined : parseDuration(/^\p{L}+$/u.test(every) ? `1 ${every}` : every);
  if (every !== undefined && (asked === undefined || asked < shortestWatch || asked > longestWatch))
    return intervalProblem(row, every, known);
  const channel = clauses?.['channel'];
  const link = channel === undefined ? undefined : channelLink.exec(raw)?.[1];
  const plainId = channel !== undefined && /^[CGD][A-Z0-9]{6,20}$/u.test(channel) ? channel : undefined;
  if (channel !== undefined && link === undefined && plainId === undefined) return channelProblem(row, channel, known);
  const targets = targetsOf(row, clauses?.['names'] ?? rest, known);
  if (isProblem(targets)) return targets;
  return { kind: 'watch', targets, everySeconds: asked, channel: link ?? plainId };
};

/** `maintenance HOST | GROUP | all 2h | end`. */
export const readMaintenance = (row: CommandRow, rest: string, known: KnownHosts): Command | Problem => {
  const end = /^(?<names>.*\S)\s+(?:end|ends|done|over|stop|off)[.!]?$/iu.exec(rest)?.groups?.['names'];
  if (end !== undefined) {
    const targets = targetsOf(row, end, known);
    return isProblem(targets) ? targets : { kind: 'maintenance', targets, seconds: 'end' };
  }
  const timed = /^(?<names>.*?\S)\s+(?:for\s+)?(?<time>(?:\d|an?\s|half\s|one\s).*)$/iu.exec(rest)?.groups;
  const seconds = timed === undefined ? undefined : parseDuration(timed['time'] ?? '');
  const targets = targetsOf(row, timed?.['names'] ?? rest, known);
  if (isProblem(targets)) return targets;
  if (seconds !== undefined) return { kind: 'maintenance', targets, seconds };
  const words =
    timed === undefined
      ? 'For how long? Expected a time after the name, for example 2h.'
      : `I don't understand the time "${shortly(timed['time'] ?? '')}". Expected a time such as 30m, 2h or 1d.`;
  return problem('duration', words, [`${row.name} ${targets[0]?.name ?? 'HOST'} 2h`]);
};
