import type { types } from '@slack/bolt';
import type { CommandName } from '../../../domain/command/command-table.ts';
import type { Diagnosis } from '../../../domain/diagnosis/diagnosis.ts';
import { stageIds } from '../../../domain/stages/stage-id.ts';
import type { SlackBlock, SlackMessage } from '../outbox/slack-message.ts';
import { buttons } from './buttons.ts';
import { footer } from './footer.ts';
import { type Live, planOf } from './plan.ts';
import { bold, line, plain, preformatted, richText } from './rich-text.ts';
import { certaintyWords, levels, reasonOf, verdict } from './status-words.ts';
import { cut, escapeWithin, oneLine, printable, span } from './text.ts';

export interface RootContext {
  readonly runId: string;
  readonly host: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly offered: (right: CommandName) => boolean;
}

const phases: Readonly<Record<Live['phase'], string>> = {
  queued: 'waiting for a free worker',
  joined: 'a check is under way already; its answer comes here too',
  starting: 'starting',
  waiting: 'waiting for its turn, others are before it',
  connecting: 'connecting by SSH',
  connected: 'reading the mail path',
};

const alert = (text: string, level: NonNullable<types.AlertBlock['level']>): types.AlertBlock => ({
  type: 'alert',
  level,
  text: { type: 'plain_text', text: cut(text, 600), emoji: false },
});

/** While the run is under way. */
export const liveRoot = (context: RootContext, live: Live): SlackMessage => {
  const done = live.stages.size;
  const title = `${context.host}: ${phases[live.phase]}${done > 0 ? ` (${done} of ${stageIds.length})` : ''}`;
  return {
    text: escapeWithin(`Checking why mail may be stuck on ${title}`, 3000),
    blocks: [
      planOf(title, live.stages, live.phase === 'connected' ? 'in_progress' : 'pending'),
      footer({ iso: context.requestedAt, user: context.requestedBy }),
    ],
  };
};

const whatToDo = (diagnosis: Diagnosis): readonly SlackBlock[] => {
  if (diagnosis.action === '') return [];
  const commands =
    diagnosis.commands.length === 0
      ? []
      : [line(plain('Commands for it; Stuckmail never runs them:')), preformatted(diagnosis.commands.join('\n'), 1500)];
  return [richText(line(bold('What to do: '), plain(cut(printable(diagnosis.action), 1500))), ...commands)];
};

/** Headings for the stages below the verdict. None when the host was never reached: nine times "not checked" tells nothing. */
const stagesOf = (diagnosis: Diagnosis): readonly SlackBlock[] => {
  if (diagnosis.status === 'unreachable') return [];
  const passed = diagnosis.stages.filter(({ status }) => status === 'passed').length;
  const title = `The way of a mail out of ${diagnosis.host}: ${passed} of ${stageIds.length} stages are fine`;
  return [planOf(title, new Map(diagnosis.stages.map((stage) => [stage.id, stage])), 'pending', diagnosis.failedStage)];
};

/** The answer. Stays in the channel: short, with everything else in the thread. */
export const finalRoot = (context: RootContext, diagnosis: Diagnosis): SlackMessage => {
  // The words of a stage begin with a name as often as not, so they follow a colon.
  const heading = verdict(diagnosis).replace(
    /\.$/,
    diagnosis.status === 'failed' || diagnosis.status === 'degraded' ? ':' : '.',
  );
  const summary = oneLine(reasonOf(diagnosis));
  const toDo = diagnosis.action === '' ? '' : ` What to do: ${oneLine(diagnosis.action)}`;
  return {
    text: escapeWithin(`${heading} ${summary}${toDo}`, 3000),
    blocks: [
      alert(`${heading} ${summary}`, levels[diagnosis.status]),
      ...whatToDo(diagnosis),
      ...stagesOf(diagnosis),
      ...buttons(
        diagnosis.status === 'unreachable'
          ? ['run_again', 'show_explanation']
          : ['run_again', 'show_evidence', 'show_explanation'],
        context.runId,
        context.offered,
      ),
      footer({
        iso: diagnosis.startedAt,
        user: context.requestedBy,
        words: [`took ${span(diagnosis.seconds)}`, certaintyWords(diagnosis)],
      }),
    ],
  };
};

/** The run itself came to nothing; that says nothing about the mail of the host. */
export const brokenRoot = (context: RootContext, reason: string): SlackMessage => {
  const heading = `${context.host}: the check could not be done.`;
  return {
    text: escapeWithin(`${heading} ${oneLine(reason)}`, 3000),
    blocks: [
      alert(`${heading} This says nothing about its mail.`, 'info'),
      richText(line(plain(cut(printable(reason), 1500)))),
      ...buttons(['run_again'], context.runId, context.offered),
      footer({ iso: context.requestedAt, user: context.requestedBy }),
    ],
  };
};
