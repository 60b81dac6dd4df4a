import type { types } from '@slack/bolt';
import type { SurveyState } from '../../../../application/surveys/survey.ts';
import { groupByCause } from '../../../../domain/fleet/cause-group.ts';
import type { HostOutcome } from '../../../../domain/fleet/host-outcome.ts';
import { missingOutcome } from '../../../../domain/fleet/host-outcome.ts';
import { offered } from '../../../../domain/policy/policy.ts';
import { sentence } from '../../blocks/answers.ts';
import { cut, oneLine } from '../../blocks/text.ts';
import type { MenuSource } from '../../fleet/controls.ts';
import { hostReport } from '../../fleet/host-report.ts';
import { standingWords } from '../../fleet/standing-words.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import { within } from '../../people/within.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';
import { readStandings } from './read-standings.ts';

/** Slack shows so many, and says that more can be found by typing. */
const mostOptions = 100;
const optionLetters = 75;

const outcomesOf = ({ survey, outcomes }: SurveyState): readonly HostOutcome[] => {
  const there = new Map(outcomes.map((outcome) => [outcome.host, outcome]));
  return survey.hosts.map((host) => there.get(host) ?? missingOutcome(host));
};

export const readSurvey = async (parts: InboundParts, id: string): Promise<SurveyState | undefined> => {
  try {
    return await within(parts.limits.lookUpMs, 'reading the survey', parts.surveys.get(id));
  } catch (cause) {
    throw new NotNow('I could not read that picture, and nothing was done. Please try again in a moment.', cause);
  }
};

/** The hosts of a menu, in an order that stays; undefined when they are not known any more, or not for this channel. */
const hostsOf = async (
  parts: InboundParts,
  source: MenuSource,
  channel: string,
): Promise<readonly HostOutcome[] | undefined> => {
  if (source.kind === 'latest')
    return await readStandings(
      parts,
      parts.inventory.hosts.map(({ name }) => name),
    );
  const state = await readSurvey(parts, source.id);
  return state?.survey.place.channel === channel ? outcomesOf(state) : undefined;
};

/** A name that is too long for an option goes by its place in the list. */
const valueOf = (host: string, at: number): string => (host.length <= optionLetters ? host : `#${at}`);

const optionOf = ({ host, standing }: HostOutcome, at: number): types.PlainTextOption => {
  const state = `: ${standingWords[standing]}`;
  return {
    value: valueOf(host, at),
    text: {
      type: 'plain_text',
      text: `${cut(oneLine(host), optionLetters - state.length)}${state}`,
      emoji: false,
    },
  };
};

/** The options of a menu of hosts, worst first, of those whose name has what was typed. */
export const hostOptions = async (
  parts: InboundParts,
  source: MenuSource,
  channel: string,
  typed: string,
): Promise<readonly types.PlainTextOption[]> => {
  const outcomes = (await hostsOf(parts, source, channel)) ?? [];
  const places = new Map(outcomes.map(({ host }, at) => [host, at]));
  const wanted = typed.trim().toLowerCase();
  return groupByCause(outcomes)
    .flatMap((group) => group.outcomes)
    .filter(({ host }) => host.toLowerCase().includes(wanted))
    .slice(0, mostOptions)
    .map((outcome) => optionOf(outcome, places.get(outcome.host) ?? 0));
};

/** What is known of the host somebody chose from a menu. */
export const hostDetails = async (
  parts: InboundParts,
  source: MenuSource,
  channel: string,
  value: string,
): Promise<SlackMessage> => {
  const outcomes = await hostsOf(parts, source, channel);
  if (outcomes === undefined) return sentence('That picture is not shown in this channel, or it is too old.');
  const chosen = outcomes.find(({ host }, at) => valueOf(host, at) === value);
  if (chosen === undefined) return sentence('That host is no longer in this list.');
  const { runId, host, standing } = chosen;
  const reading = runId === null ? undefined : parts.writer.outbox.store.get(runId);
  const record = reading === undefined ? undefined : await within(parts.limits.lookUpMs, 'reading the run', reading);
  if (record?.diagnosis === undefined)
    return sentence(`${host}: ${standingWords[standing]}. ${chosen.summary} ${chosen.action}`.trim());
  return hostReport(record, record.diagnosis, (right) => offered(parts.policy[right], channel));
};
