import type { RunRecord } from '../../../application/ports/run-store.ts';
import type { CommandName } from '../../../domain/command/command-table.ts';
import type { Diagnosis } from '../../../domain/diagnosis/diagnosis.ts';
import type { SlackBlock, SlackMessage } from '../outbox/slack-message.ts';
import { buttons } from './buttons.ts';
import { checklistBlock } from './report-message.ts';
import { bold, line, plain, preformatted, richText, titled } from './rich-text.ts';
import { certaintyWords, verdict } from './status-words.ts';
import { cut, escapeWithin, oneLine, span } from './text.ts';

type Offered = (right: CommandName) => boolean;

const ageOf = (iso: string, now: Date): string => span(Math.max(0, (now.getTime() - Date.parse(iso)) / 1000));

const queueWords = ({ queue }: Diagnosis): string => {
  if (queue === null) return 'The mail queue could not be read in that check.';
  const { total, deferred, quarantined, oldestSeconds } = queue;
  if (total === 0) return 'No mail waits in the queue. That alone does not prove that mail was delivered.';
  const some = [
    ...(deferred > 0 ? [`${deferred} deferred (tried, and waiting for another try)`] : []),
    ...(quarantined > 0 ? [`${quarantined} quarantined (held back until somebody releases them)`] : []),
  ];
  const oldest = oldestSeconds === null ? '' : ` The oldest waits for ${span(oldestSeconds)}.`;
  return `${total} ${total === 1 ? 'message waits' : 'messages wait'}${some.length > 0 ? `: ${some.join(', ')}` : ''}.${oldest}`;
};

const fromLatest = (
  record: RunRecord,
  diagnosis: Diagnosis,
  words: string,
  body: readonly SlackBlock[],
  now: Date,
  offered: Offered,
): SlackMessage => {
  const age = `${diagnosis.host}, from the check ${ageOf(diagnosis.startedAt, now)} ago`;
  return {
    text: escapeWithin(`${age}: ${words} ${verdict(diagnosis)}`, 3000),
    blocks: [
      richText(line(bold(age), plain(`\n${cut(words, 1000)}\n${verdict(diagnosis)}`))),
      ...body,
      ...buttons(['run_again'], record.request.runId, offered),
    ],
  };
};

export const queueMessage = (record: RunRecord, diagnosis: Diagnosis, now: Date, offered: Offered): SlackMessage =>
  fromLatest(record, diagnosis, queueWords(diagnosis), [], now, offered);

export const checklistMessage = (
  record: RunRecord,
  diagnosis: Diagnosis,
  now: Date,
  offered: Offered,
): SlackMessage => {
  const { checklist } = diagnosis;
  const done = checklist.filter(({ status }) => status === 'done').length;
  const words =
    checklist.length === 0 ? 'That check has no checklist.' : `${done} of ${checklist.length} points are verified.`;
  const points = checklist
    .map(({ title, status }) => `${title}: ${status === 'not-checked' ? 'not checked' : status}.`)
    .join(' ');
  const message = fromLatest(
    record,
    diagnosis,
    words,
    checklist.length === 0 ? [] : [checklistBlock(checklist)],
    now,
    offered,
  );
  return { ...message, text: escapeWithin(`${diagnosis.host}: ${words} ${oneLine(points)}`, 3000) };
};

/** Behind the button `Explain`: what the verdict means, for one person. */
export const explanationMessage = (diagnosis: Diagnosis): SlackMessage => {
  const certainty = certaintyWords(diagnosis);
  const code = diagnosis.code === null ? '' : ` (${diagnosis.code}${certainty === '' ? '' : `, ${certainty}`})`;
  return explained(
    `${verdict(diagnosis)}${code}`,
    diagnosis.meaning || diagnosis.summary,
    diagnosis.action,
    diagnosis.commands,
  );
};

/** A failure in words: heading, meaning, action, commands. */
export const explained = (
  heading: string,
  meaning: string,
  action: string,
  commands: readonly string[],
): SlackMessage => ({
  text: escapeWithin(oneLine(`${heading} ${meaning} What to do: ${action || 'nothing.'}`), 3000),
  blocks: [
    richText(line(bold(cut(oneLine(heading), 300)))),
    titled('What it means', meaning, 1500),
    ...(action === '' ? [] : [titled('What to do', action, 1500)]),
    ...(commands.length === 0 ? [] : [richText(preformatted(commands.join('\n'), 1500))]),
  ],
});
