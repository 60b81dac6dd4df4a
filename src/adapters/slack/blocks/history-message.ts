import type { HostHistory } from '../../../application/history.ts';
import { findRow } from '../../../domain/error-table/index.ts';
import { describeTime } from '../../../domain/history/host-traits.ts';
import type { SinceWorked } from '../../../domain/history/since-worked.ts';
import { stageTitles } from '../../../domain/stages/stage-id.ts';
import type { SlackBlock, SlackMessage } from '../outbox/slack-message.ts';
import { footer } from './footer.ts';
import { bold, line, list, plain, richText } from './rich-text.ts';
import { cut, escapeWithin, oneLine, span } from './text.ts';

const mostChanges = 6;

const changeList = (changes: readonly string[]) => {
  const items = changes.slice(0, mostChanges).map((change) => line(plain(cut(oneLine(change), 300))));
  const rest = changes.length - items.length;
  return list(rest > 0 ? [...items, line(plain(`and ${rest} more`))] : items);
};

/** What changed on a failing host, in a report; nothing where nothing changed. */
export const changedBlocks = (since: SinceWorked | undefined): readonly SlackBlock[] => {
  if (since === undefined || since.changes.length === 0) return [];
  const heading = `Changed since mail last worked (${describeTime(Date.parse(since.workedAt))})`;
  return [richText(line(bold(heading)), changeList(since.changes))];
};

/** A share that is not whole is never called 100 %. */
const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`;

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const reasonWords = ({ summary }: HostHistory): string => {
  const open = summary.stretches.at(-1);
  if (open === undefined || open.until !== null) return '';
  const title = open.code === null ? undefined : findRow(open.code)?.title;
  const where = open.stage === null || open.stage === 'access' ? undefined : stageTitles[open.stage];
  const words = cut([where, title].filter((part) => part !== undefined).join(': '), 120);
  return words === '' ? '' : ` (${words})`;
};

/** One line: how it is, and since when. */
const verdictOf = (history: HostHistory): string => {
  const { summary } = history;
  const host = cut(oneLine(history.host), 100);
  if (summary.now === undefined) return `${host}: no check of this time could say whether mail works.`;
  const since = describeTime(summary.now.since);
  const asFarAsKept = summary.now.since === summary.first?.at ? 'at least since' : 'since';
  return summary.now.state === 'working'
    ? `${host}: mail works, ${asFarAsKept} ${since}.`
    : `${host}: mail fails, ${asFarAsKept} ${since}${reasonWords(history)}.`;
};

const figuresOf = ({ summary, days }: HostHistory): string => {
  const { runs, workingShare, stretches, repair } = summary;
  const failed = stretches.length === 0 ? 'mail never failed' : `mail failed ${times(stretches.length)}`;
  return [
    `${runs === 1 ? 'One check' : `${runs.toLocaleString('en')} checks`} in ${days === 1 ? 'a day' : `${days} days`}: ${failed}`,
    ...(workingShare === undefined ? [] : [`it worked in ${percent(workingShare)} of the checks`]),
    ...(repair === undefined
      ? []
      : [
          repair.count === 1
            ? `time to repair ${span(repair.mean)}`
            : `mean time to repair ${span(repair.mean)}, the longest ${span(repair.longest)}`,
        ]),
  ].join('; ');
};

const queueWords = ({ summary, queuedWhenWorked, sinceWorked }: HostHistory): string => {
  const now = summary.last?.queue?.total;
  if (summary.now?.state !== 'failing' || now === undefined || queuedWhenWorked === null || sinceWorked === undefined)
    return '';
  return `Queue: ${queuedWhenWorked} when mail last worked (${describeTime(Date.parse(sinceWorked.workedAt))}), ${now} now.`;
};

const changesOf = (history: HostHistory): readonly SlackBlock[] => {
  const { summary, sinceWorked, changes } = history;
  if (summary.now?.state === 'failing' && sinceWorked !== undefined) {
    if (sinceWorked.changes.length > 0) return changedBlocks(sinceWorked);
    const words = `Nothing that I read on the host changed since mail last worked (${describeTime(Date.parse(sinceWorked.workedAt))}): look at the relay, the account and the network.`;
    return [richText(line(plain(words)))];
  }
  return changes.length === 0 ? [] : [richText(line(bold('Latest changes')), changeList(changes))];
};

/** The picture in words. */
export const historyAltText = (history: HostHistory): string => {
  const { summary, entries, from, to } = history;
  const host = cut(oneLine(history.host), 100);
  const most = Math.max(0, ...entries.map(({ queue }) => queue?.total ?? 0));
  const last = summary.last?.queue?.total;
  return cut(
    oneLine(
      `Queue length and outcomes of the checks of ${host}, ${describeTime(Math.max(from, summary.first?.at ?? from))} to ${describeTime(to)}. ${figuresOf(history)}. At most ${most} mails in the queue${last === undefined ? '' : `, ${last} at the end`}.`,
    ),
    1000,
  );
};

/** `picture`: id of the file that shows it; without one the message says that it is missing. */
export const historyMessage = (
  history: HostHistory,
  asked: { readonly user: string; readonly picture?: string },
): SlackMessage => {
  const verdict = verdictOf(history);
  const figures = `${figuresOf(history)}.`;
  const queue = queueWords(history);
  const { picture, user } = asked;
  const blocks: SlackBlock[] = [
    richText(
      line(bold(cut(oneLine(verdict), 400))),
      line(plain(`\n${[figures, queue].filter((part) => part !== '').join('\n')}`)),
    ),
    ...changesOf(history),
    ...(picture === undefined
      ? [richText(line(plain('The picture could not be shown.')))]
      : [{ type: 'image' as const, slack_file: { id: picture }, alt_text: historyAltText(history) }]),
    footer({ iso: new Date(history.to).toISOString(), user }),
  ];
  return { text: escapeWithin(oneLine(`${verdict} ${figures} ${queue}`), 3000), blocks };
};
