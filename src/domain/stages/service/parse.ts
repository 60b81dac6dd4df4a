import type { Results } from '../../collector/results.ts';
import { parseSubsystems } from './subsystems.ts';

export interface MailProcess {
  readonly pid: number;
  readonly user: string;
  readonly title: string;
}

export interface ServiceFacts {
  /** What lssrc says of sendmail; `no-src` where there is no lssrc, `unreadable` where its words are not known. */
  readonly src: 'active' | 'inoperative' | 'stopping' | 'not-on-file' | 'src-down' | 'no-src' | 'unreadable';
  readonly srcPid: number | null;
  readonly processes: readonly MailProcess[];
  readonly processesRead: boolean;
  /** The process that takes mail on this host, if there is one. */
  readonly daemon: MailProcess | undefined;
  /** A process that drains the submission queue. */
  readonly clientRunner: boolean;
  /** A process that runs the main queue from time to time, apart from the daemon. */
  readonly queueRunner: boolean;
  /** The command line that the daemon left in its pid file; the only place that shows its arguments. */
  readonly arguments: string | undefined;
  /** Processes that lssrc or the pid file names and that are there, with the letter of their state; undefined when ps did not say. */
  readonly named: ReadonlyMap<number, string> | undefined;
  /** Load average at which the daemon says it refuses connections, from its title. */
  readonly rejectingAtLoad: number | undefined;
}

const srcState = (results: Results): Pick<ServiceFacts, 'src' | 'srcPid'> => {
  const output = results.output('service', /^lssrc/);
  if (!output) return { src: 'no-src', srcPid: null };
  const { subsystems, messages } = parseSubsystems(output.lines);
  const rows = subsystems.filter((row) => row.name === 'sendmail');
  // After its definition changed while it ran, a subsystem has two rows; any active one means that it runs.
  const row = rows.find((one) => one.status === 'active') ?? rows[0];
  if (row) {
    if (row.status === 'active' || row.status === 'inoperative') return { src: row.status, srcPid: row.pid };
    if (/stop|start|warn/.test(row.status)) return { src: 'stopping', srcPid: row.pid };
  }
  const numbers = messages.map((message) => message.number);
  if (numbers.includes('0513-085')) return { src: 'not-on-file', srcPid: null };
  if (numbers.includes('0513-004')) return { src: 'inoperative', srcPid: null };
  if (numbers.includes('0513-001')) return { src: 'src-down', srcPid: null };
  return { src: 'unreadable', srcPid: null };
};

/** `ps -l`: columns differ between systems, so the heading tells where state and pid stand. */
const parseNamed = (results: Results): ReadonlyMap<number, string> | undefined => {
  const lines = results.lines('service', /^ps -l/);
  const heading = lines
    .find((line) => /\bPID\b/.test(line))
    ?.trim()
    .split(/\s+/);
  if (!heading) return undefined;
  const [state, pid] = [heading.indexOf('S'), heading.indexOf('PID')];
  if (state < 0 || pid < 0) return undefined;
  const rows = lines.map((line) => line.trim().split(/\s+/)).filter((row) => /^\d+$/.test(row[pid] ?? ''));
  return new Map(rows.map((row): [number, string] => [Number(row[pid]), row[state] ?? '']));
};

const isDaemon = (title: string): boolean =>
  /accepting connections|rejecting connections|rejecting new messages|sendmail: startup|\s-b[dD]\b/.test(title);

export function parseService(results: Results): ServiceFacts {
  const ps = results.output('service', /^ps /);
  const processes = (ps?.lines ?? []).flatMap((line): MailProcess[] => {
    const [, pid, user, title] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid && user && title ? [{ pid: Number(pid), user, title }] : [];
  });
  const pidLines = results.output('service', /^cat /)?.exitCode === 0 ? results.lines('service', /^cat /) : [];
  const filedPid = Number(pidLines[0]);
  const state = srcState(results);
  const daemon =
    processes.find((one) => isDaemon(one.title)) ??
    processes.find((one) => one.pid === filedPid || one.pid === state.srcPid);
  const load = processes.map((one) => /load average: (\d+)/.exec(one.title)?.[1]).find((value) => value !== undefined);
  return {
    ...state,
    processes,
    processesRead: ps?.exitCode === 0,
    daemon,
    clientRunner: processes.some((one) => /runner@.*clientmqueue|sm-msp-queue|-Ac\b/.test(one.title)),
    // "Queue control": the parent of persistent runners (-qp).
    queueRunner: processes.some(
      (one) => /[Qq]ueue runner@.*mqueue|Queue control/.test(one.title) && !/clientmqueue/.test(one.title),
    ),
    arguments:
      daemon && pidLines[1] && (filedPid === daemon.pid || filedPid === state.srcPid) ? pidLines[1].trim() : undefined,
    named: parseNamed(results),
    rejectingAtLoad: load === undefined ? undefined : Number(load),
  };
}
