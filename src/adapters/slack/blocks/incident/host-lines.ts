import type { types } from '@slack/bolt';
import type { Incident, IncidentHost } from '../../../../domain/incident/incident.ts';
import { count } from '../../../../domain/incident/words.ts';
import { bold, line, list, plain } from '../rich-text.ts';
import { cut, oneLine } from '../text.ts';

const mostHosts = 12;

const waiting = ({ first: then, now }: IncidentHost['queue']): string => {
  if (now === null) return 'its queue could not be read';
  const first = then === null || then === now ? '' : ` (${then.toLocaleString('en-US')} at first)`;
  return `${now === 0 ? 'nothing waits' : `${count(now, 'mail')} ${now === 1 ? 'waits' : 'wait'}`}${first}`;
};

type Because = NonNullable<IncidentHost['leftBecause']>;

/** Why a host is out of an incident. */
const because: Readonly<Record<Because, string>> = {
  recovered: 'recovered',
  moved: 'failing otherwise now',
  silenced: 'silenced',
  maintenance: 'in maintenance',
  unwatched: 'no longer watched',
};

/** Of a host that cannot be reached nobody expects to know the queue. */
const queueWords = (queue: IncidentHost['queue'], stage: Incident['cause']['stage']): string =>
  queue.now === null && stage === 'access' ? '' : `: ${waiting(queue)}`;

const hostLine = (
  { host, queue, state, flapping, unclear, leftBecause }: IncidentHost,
  { stage }: Incident['cause'],
): types.RichTextSection => {
  const works = state === 'recovering' ? ', works again' : '';
  const turns = flapping === true && state !== 'left' ? ', comes and goes' : '';
  const dark = unclear?.told === true && state !== 'left' ? ', no check can tell how it is now' : '';
  const left = leftBecause === undefined || leftBecause === 'recovered' ? '' : `, ${because[leftBecause]}`;
  const words = `${queueWords(queue, stage)}${works}${turns}${dark}${left}`;
  return line(bold(cut(oneLine(host), 60)), ...(words === '' ? [] : [plain(words)]));
};

/** `12 recovered, 1 silenced`. */
const goneWords = (gone: readonly IncidentHost[]): string =>
  (Object.keys(because) as Because[])
    .map((why) => ({ why, many: gone.filter(({ leftBecause = 'recovered' }) => leftBecause === why).length }))
    .flatMap(({ why, many }) => (many === 0 ? [] : [`${many} ${because[why]}`]))
    .join(', ');

const rank = { failing: 0, recovering: 1, left: 2 };

/** The hosts that count, the longest queues first: by name as far as a phone shows them, then as a number. */
export const hostLines = ({ state, hosts, cause }: Incident): readonly types.RichTextBlockElement[] => {
  const shown = hosts
    .filter((one) => state === 'resolved' || one.state !== 'left')
    .sort((one, other) => rank[one.state] - rank[other.state] || (other.queue.now ?? 0) - (one.queue.now ?? 0));
  const rest = shown.length - mostHosts;
  const gone = state === 'resolved' ? [] : hosts.filter((one) => one.state === 'left');
  const lines = [
    ...shown.slice(0, mostHosts).map((one) => hostLine(one, cause)),
    ...(rest > 0 ? [line(plain(`and ${rest} more`))] : []),
    ...(gone.length > 0 ? [line(plain(`besides: ${goneWords(gone)}`))] : []),
  ];
  return lines.length === 0 ? [] : [list(lines)];
};
