import type { Results } from '../../collector/results.ts';
import { type MailQueue, parseMailq } from './mailq.ts';

/** One control file, as far as it was read. Times in seconds since 1970. */
export interface QueuedMessage {
  readonly file: string;
  readonly kind: 'waiting' | 'quarantined' | 'lost';
  readonly created: number | undefined;
  /** 0 when it was never tried. */
  readonly lastTry: number | undefined;
  readonly tries: number;
  readonly quarantine: string | undefined;
  /** Sendmail's own status text, whole. */
  readonly status: string | undefined;
}

export interface QueueDirectory {
  readonly path: string;
  readonly waiting: number;
  readonly quarantined: number;
  readonly lost: number;
  /** What `ls` said when the directory could not be read. */
  readonly problem: string | undefined;
}

export interface FileSystem {
  readonly mount: string;
  readonly availableKb: number;
  readonly usedPercent: number;
}

export interface QueueFacts {
  readonly directories: readonly QueueDirectory[];
  readonly client: QueueDirectory | undefined;
  readonly messages: readonly QueuedMessage[];
  readonly clientMessages: readonly QueuedMessage[];
  /** Whether `messages` holds every one of them. */
  readonly allRead: boolean;
  readonly access: readonly { readonly path: string; readonly state: 'writable' | 'not-writable' | 'missing' }[];
  readonly owners: readonly {
    readonly path: string;
    readonly mode: string;
    readonly owner: string;
    readonly group: string;
  }[];
  readonly fileSystems: readonly FileSystem[];
  /** Mount points of the queue without a free inode: no file can be made there, however many blocks are free. */
  readonly withoutInodes: readonly string[];
  /** Seconds since 1970 by the host's clock. */
  readonly clock: number | undefined;
  readonly load: number | undefined;
  readonly mailq: MailQueue | undefined;
}

const parseDirectory = (line: string): QueueDirectory[] => {
  const [, path, rest] = /^(\/\S+)(.*)$/.exec(line) ?? [];
  if (!path) return [];
  const count = (kind: string): number => Number(new RegExp(`\\b${kind}=(\\d+)`).exec(rest ?? '')?.[1] ?? 0);
  const problem = /^ unreadable (.*)$/.exec(rest ?? '')?.[1];
  return [{ path, waiting: count('qf'), quarantined: count('hf'), lost: count('Qf'), problem }];
};

const kinds: Readonly<Record<string, QueuedMessage['kind']>> = { qf: 'waiting', hf: 'quarantined', Qf: 'lost' };

const parseMessage = (line: string): QueuedMessage[] => {
  const [, file, created, tried, tries, rest] = /^(\S+) T=(\d*)\S* K=(\d*)\S* N=(\d*)\S*(.*)$/.exec(line) ?? [];
  const kind = kinds[file?.slice(0, 2) ?? ''];
  if (!file || !kind) return [];
  const [, quarantine] = / Q=(.*?)(?: M=|$)/.exec(rest ?? '') ?? [];
  const [, status] = / M=(.*)$/.exec(rest ?? '') ?? [];
  const time = (value: string | undefined): number | undefined => (value ? Number(value) : undefined);
  return [{ file, kind, created: time(created), lastTry: time(tried), tries: Number(tries || 0), quarantine, status }];
};

const parseFileSystem = (line: string): FileSystem[] => {
  const [, available, percent, mount] = /\s(-?\d+)\s+(\d+)%\s+(\/\S*)\s*$/.exec(line) ?? [];
  return available && percent && mount ? [{ mount, availableKb: Number(available), usedPercent: Number(percent) }] : [];
};

export function parseQueue(results: Results): QueueFacts {
  const directories = results.lines('queue', /^ls QUEUE/).flatMap(parseDirectory);
  const messages = results.lines('queue', /^status lines of queued/).flatMap(parseMessage);
  const counted = directories.reduce((sum, one) => sum + one.waiting + one.quarantined + one.lost, 0);
  const clock = Number(results.lines('queue', /^date/)[0]);
  const load = /load average[s]?:\s*([\d.]+)/.exec(results.lines('queue', /^uptime/).join(' '))?.[1];
  const mailq = results.output('mailq', /^mailq$/);
  return {
    directories,
    client: results.lines('queue', /^ls CLIENT/).flatMap(parseDirectory)[0],
    messages,
    clientMessages: results.lines('queue', /^status lines of submitted/).flatMap(parseMessage),
    allRead: messages.length >= counted,
    access: results.lines('queue', /^test -w/).flatMap((line) => {
      const [, path, state] = /^(\S+) (writable|not-writable|missing)$/.exec(line) ?? [];
      return path ? [{ path, state: state as 'writable' | 'not-writable' | 'missing' }] : [];
    }),
    owners: results.lines('queue', /^ls -ld/).flatMap((line) => {
      const [, mode, owner, group, path] = /^(d\S+)\s+\d+\s+(\S+)\s+(\S+)\s+.*?(\/\S+)$/.exec(line) ?? [];
      return mode && owner && group && path ? [{ path, mode, owner, group }] : [];
    }),
    fileSystems: results.lines('queue', /^df -k/).flatMap(parseFileSystem),
    withoutInodes: results.lines('queue', /^df -i/).flatMap((line) => / 100%\s+(\/\S*)\s*$/.exec(line)?.[1] ?? []),
    clock: Number.isFinite(clock) && clock > 1e9 ? clock : undefined,
    load: load === undefined ? undefined : Number(load),
    mailq: mailq ? parseMailq(mailq.lines) : undefined,
  };
}
