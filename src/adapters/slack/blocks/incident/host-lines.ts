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

const hostLine = ({ host, queue, state, flapping }: IncidentHost): types.RichTextSection => {
  const works = state === 'recovering' ? ', works again' : '';
  const turns = flapping === true ? ', comes and goes' : '';
  return line(bold(cut(oneLine(host), 60)), plain(`: ${waiting(queue)}${works}${turns}`));
};

const rank = { failing: 0, recovering: 1, left: 2 };

/** The hosts that count, the longest queues first: by name as far as a phone shows them, then as a number. */
export const hostLines = ({ state, hosts }: Incident): readonly types.RichTextBlockElement[] => {
  const shown = hosts
    .filter((one) => state === 'resolved' || one.state !== 'left')
    .sort((one, other) => rank[one.state] - rank[other.state] || (other.queue.now ?? 0) - (one.queue.now ?? 0));
  const rest = shown.length - mostHosts;
  const gone = hosts.length - shown.length;
  const lines = [
    ...shown.slice(0, mostHosts).map(hostLine),
    ...(rest > 0 ? [line(plain(`and ${rest} more`))] : []),
    ...(gone > 0 ? [line(plain(`${count(gone, 'host')} left: recovered, silenced, or failing otherwise`))] : []),
  ];
  return lines.length === 0 ? [] : [list(lines)];
};
