import type { types } from '@slack/bolt';
import type { SurveySight } from '../../../application/ports/survey-reporter.ts';
import type { CommandName } from '../../../domain/command/command-table.ts';
import { actionOf, type CauseGroup, groupByCause, needsAnother, titleOf } from '../../../domain/fleet/cause-group.ts';
import {
  doneIn,
  headline,
  levelOf,
  namesWithin,
  type Picture,
  progressLine,
} from '../../../domain/fleet/fleet-words.ts';
import { footer } from '../blocks/footer.ts';
import { bold, code, line, list, plain, richText } from '../blocks/rich-text.ts';
import { cut, escapeWithin, oneLine, span } from '../blocks/text.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import { causeTable, whereOf } from './cause-table.ts';
import { controls } from './controls.ts';
import { standingMarks } from './standing-words.ts';

const barLetters = 30;
const mostCauses = 6;

const bar = (picture: Picture): string => {
  const full = Math.floor((barLetters * doneIn(picture)) / Math.max(1, picture.total));
  return `${'█'.repeat(full)}${'░'.repeat(barLetters - full)}`;
};

const namesOf = ({ outcomes }: CauseGroup): readonly string[] => outcomes.map(({ host }) => oneLine(host));

const groupLine = (group: CauseGroup): types.RichTextSection =>
  line(
    bold(`${standingMarks[group.standing]} ${cut(titleOf(group), 100)}`),
    plain(` on ${group.outcomes.length}: ${namesWithin(namesOf(group), 150)}`),
  );

/** While it runs. */
export const liveSurvey = ({ survey, picture }: SurveySight): SlackMessage => {
  const words = cut(oneLine(progressLine(picture)), 300);
  const bad = picture.groups.filter(({ standing }) => standing !== 'healthy');
  const shown = bad.slice(0, mostCauses).map(groupLine);
  const rest = bad.length - shown.length;
  return {
    text: escapeWithin(words, 3000),
    blocks: [
      richText(line(bold(words), plain('\n'), code(bar(picture)))),
      ...(shown.length === 0
        ? []
        : [richText(list(rest > 0 ? [...shown, line(plain(`and ${rest} more causes`))] : shown))]),
      footer({ iso: survey.requestedAt, user: survey.requestedBy }),
    ],
  };
};

/** One line a group, for notifications and screen readers. */
export const groupsText = (groups: readonly CauseGroup[]): string =>
  groups
    .filter(({ standing }) => standing !== 'healthy')
    .map((group) => {
      const where = whereOf(group);
      const action = oneLine(actionOf(group));
      return `${titleOf(group)}${where === '' ? '' : ` (${where})`} on ${namesWithin(namesOf(group), 200)}.${action === '' ? '' : ` What to do: ${cut(action, 200)}`}`;
    })
    .join('\n');

export const pictureAlert = (picture: Picture): types.AlertBlock => ({
  type: 'alert',
  level: levelOf(picture),
  text: { type: 'plain_text', text: cut(`${oneLine(picture.scope)}: ${headline(picture)}`, 600), emoji: false },
});

/** For the thread of a survey: what came after its end, where the other messages stay as they were. */
export const lateAnswers = ({ late }: SurveySight): SlackMessage => {
  const groups = groupByCause(late);
  const shown = groups.slice(0, mostCauses).map(groupLine);
  const rest = groups.length - shown.length;
  const words = `${late.length === 1 ? '1 host' : `${late.length} hosts`} answered after the end`;
  const causes = groups.map((group) => `${titleOf(group)} on ${namesWithin(namesOf(group), 150)}`);
  return {
    text: escapeWithin(`${words}: ${causes.join('; ')}.`, 3000),
    blocks: [
      richText(line(bold(`${words}:`)), list(rest > 0 ? [...shown, line(plain(`and ${rest} more causes`))] : shown)),
    ],
  };
};

/** The answer about many hosts. */
export const finalSurvey = (
  { survey, picture }: SurveySight,
  offered: (right: CommandName) => boolean,
): SlackMessage => {
  const again = picture.groups.some(({ outcomes }) => outcomes.some(needsAnother)) ? survey.id : undefined;
  const tookMs = Date.parse(survey.endedAt ?? survey.requestedAt) - Date.parse(survey.requestedAt);
  return {
    text: escapeWithin(`${oneLine(picture.scope)}: ${headline(picture)}\n${groupsText(picture.groups)}`, 3000),
    blocks: [
      pictureAlert(picture),
      causeTable(picture.groups),
      ...controls({ kind: 'survey', id: survey.id }, 'fleet_again', again, offered),
      footer({
        iso: survey.requestedAt,
        user: survey.requestedBy,
        words: [`took ${span(Math.max(0, tookMs) / 1000)}`],
      }),
    ],
  };
};
