import type { RunRecord } from '../../../application/ports/run-store.ts';
import type { CommandName } from '../../../domain/command/command-table.ts';
import type { Diagnosis } from '../../../domain/diagnosis/diagnosis.ts';
import { buttons } from '../blocks/buttons.ts';
import { checkMessage } from '../blocks/check-message.ts';
import { footer } from '../blocks/footer.ts';
import { reportMessage } from '../blocks/report-message.ts';
import { bold, line, plain, richText } from '../blocks/rich-text.ts';
import { reasonOf, verdict } from '../blocks/status-words.ts';
import { cut, oneLine } from '../blocks/text.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';

/** The report of one host out of many, for one person. */
export const hostReport = (
  record: RunRecord,
  diagnosis: Diagnosis,
  offered: (right: CommandName) => boolean,
): SlackMessage => {
  const { message } = reportMessage(diagnosis);
  const whole: SlackMessage = {
    text: message.text,
    blocks: [
      richText(line(bold(oneLine(verdict(diagnosis))), plain(`\n${cut(oneLine(reasonOf(diagnosis)), 400)}`))),
      ...message.blocks,
      ...buttons(['run_again'], record.request.runId, offered),
      footer({ iso: diagnosis.startedAt }),
    ],
  };
  return checkMessage(whole).length === 0 ? whole : message;
};
