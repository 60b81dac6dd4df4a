import type { types } from '@slack/bolt';
import type { Incident } from '../../../../domain/incident/incident.ts';
import { hostWords } from '../../../../domain/incident/words.ts';
import type { SlackBlock } from '../../outbox/slack-message.ts';
import { bold, line, list, plain, richText } from '../rich-text.ts';
import { cut, oneLine } from '../text.ts';

const mostShown = 3;

/** What changed on its hosts between the last mail that worked and the first that did not: what most hosts share first. */
export const changeBlocks = ({ hosts }: Incident): readonly SlackBlock[] => {
  const where = new Map<string, string[]>();
  for (const { host, changes = [] } of hosts)
    for (const change of changes) where.set(change, [...(where.get(change) ?? []), host]);
  if (where.size === 0) return [];
  const sorted = [...where].toSorted(([, one], [, other]) => other.length - one.length);
  const rest = sorted.length - mostShown;
  const items: types.RichTextSection[] = sorted
    .slice(0, mostShown)
    .map(([change, names]) => line(plain(`${cut(oneLine(hostWords(names)), 160)}: ${cut(oneLine(change), 200)}`)));
  return [
    richText(
      line(bold('Changed since mail last worked')),
      list(rest > 0 ? [...items, line(plain(`and ${rest} more`))] : items),
    ),
  ];
};
