import type { types } from '@slack/bolt';
import { type CommandName, commandTable } from '../../../domain/command/command-table.ts';
import type { HostOutcome, Standing } from '../../../domain/fleet/host-outcome.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import { count } from '../../../domain/incident/words.ts';
import { headline } from '../blocks/incident/headline.ts';
import { whoElements } from '../blocks/incident/who.ts';
import { bold, code, type Element, line, link, list, moment, plain, richText } from '../blocks/rich-text.ts';
import { cut, oneLine, printable, span } from '../blocks/text.ts';
import { standingWords } from '../fleet/standing-words.ts';
import type { SlackBlock } from '../outbox/slack-message.ts';
import { homeActions, homeButton, plainText } from './controls.ts';

/** What the page shows. Undefined parts could not be read in time. */
export interface HomeState {
  readonly now: Date;
  /** Open incidents, the newest first, with the addresses of their threads. */
  readonly incidents: readonly { readonly incident: Incident; readonly link: string | undefined }[] | undefined;
  /** How every host stands by its latest check. */
  readonly outcomes: readonly HostOutcome[] | undefined;
  readonly watches: number | undefined;
  readonly allowed: (name: CommandName) => boolean;
  /** What came of a press. */
  readonly notice: string | undefined;
}

const mostIncidents = 10;
const mostHosts = 10;
const mostNames = 4;
const mostButtons = 5;
const mostChecks = 6;

/** Worst first. */
const failing: readonly Standing[] = ['failed', 'unreachable', 'broken', 'degraded', 'unknown'];
const stopped = new Set<Standing>(['failed', 'unreachable']);

const name = (host: string): string => cut(oneLine(host), 63);
const heading = (text: string): types.HeaderBlock => ({ type: 'header', text: plainText(text) });
const paragraph = (text: string): SlackBlock => richText(line(plain(text)));
const notRead = (what: string): SlackBlock =>
  paragraph(`${what} could not be read in time. Press Refresh in a moment.`);

const summaryWords = ({ incidents, outcomes, watches }: HomeState): string => {
  const never = outcomes?.filter(({ standing }) => standing === 'never').length ?? 0;
  const bad = outcomes?.filter(({ standing }) => stopped.has(standing)).length ?? 0;
  return [
    ...(incidents === undefined
      ? []
      : [incidents.length === 0 ? 'No open incident' : count(incidents.length, 'open incident')]),
    ...(outcomes === undefined
      ? []
      : [
          bad === 0
            ? `mail is known to stop on none of ${count(outcomes.length, 'host')}`
            : `mail stops on ${bad} of ${count(outcomes.length, 'host')}`,
        ]),
    ...(never === 0 ? [] : [`${never} never checked`]),
    ...(watches === undefined ? [] : [watches === 1 ? '1 watch' : `${watches} watches`]),
  ].join(' · ');
};

const incidentBlock = ({ incident, link: url }: NonNullable<HomeState['incidents']>[number], now: Date): SlackBlock => {
  const said = headline(incident);
  const inIt = incident.hosts.filter(({ state }) => state !== 'left').map(({ host }) => name(host));
  const hosts =
    inIt.length > mostNames
      ? `${inIt.slice(0, mostNames).join(', ')} and ${inIt.length - mostNames} more`
      : inIt.join(', ');
  const age = Math.max(0, (now.getTime() - Date.parse(incident.openedAt)) / 1000);
  return richText(
    line(url === undefined ? bold(said) : link(url, said)),
    line(plain(`\n${hosts}\nOpen for ${span(age)} · `), ...whoElements(incident)),
  );
};

const incidentBlocks = ({ incidents, now, allowed }: HomeState): readonly SlackBlock[] => {
  if (!allowed('incidents')) return [];
  if (incidents === undefined) return [heading('Open incidents'), notRead('The incidents')];
  if (incidents.length === 0) return [];
  const rest = incidents.length - mostIncidents;
  return [
    heading('Open incidents'),
    ...incidents.slice(0, mostIncidents).map((each) => incidentBlock(each, now)),
    ...(rest > 0 ? [paragraph(`And ${rest} more: press Incidents.`)] : []),
  ];
};

const ageOf = ({ at }: HostOutcome, now: Date): string =>
  at === null ? '' : ` · ${span(Math.max(0, (now.getTime() - Date.parse(at)) / 1000))} ago`;

const hostElements = (outcome: HostOutcome, now: Date, withSummary: boolean): Element[] => {
  const summary = withSummary && outcome.summary !== '' ? `: ${cut(oneLine(outcome.summary), 160)}` : '';
  return [code(name(outcome.host)), plain(`  ${standingWords[outcome.standing]}${summary}${ageOf(outcome, now)}`)];
};

const failingBlocks = ({ outcomes, now, allowed }: HomeState): readonly SlackBlock[] => {
  if (!allowed('status')) return [];
  if (outcomes === undefined) return [heading('Hosts'), notRead('The latest checks')];
  const bad = failing.flatMap((standing) => outcomes.filter((outcome) => outcome.standing === standing));
  if (bad.length === 0) return [];
  const rest = bad.length - mostHosts;
  const elements = bad
    .filter(({ standing }) => stopped.has(standing))
    .slice(0, mostButtons)
    .map(({ host }, at) => homeButton(`home_check.${at}`, cut(`Check ${name(host)}`, 70), host));
  return [
    heading('Hosts that need somebody'),
    richText(list(bad.slice(0, mostHosts).map((outcome) => line(...hostElements(outcome, now, true))))),
    ...(rest > 0 ? [paragraph(`And ${rest} more: press Status of all hosts.`)] : []),
    ...(elements.length > 0 && allowed('diagnose') ? [{ type: 'actions' as const, elements }] : []),
  ];
};

const lastBlocks = ({ outcomes, now, allowed }: HomeState): readonly SlackBlock[] => {
  if (!allowed('status') || outcomes === undefined) return [];
  const last = outcomes
    .filter(({ at }) => at !== null)
    .toSorted((a, b) => ((a.at ?? '' < (b.at ?? '')) ? 1 : -1))
    .slice(0, mostChecks);
  if (last.length === 0) return [heading('Last checks'), paragraph('Nothing was checked yet.')];
  return [heading('Last checks'), richText(list(last.map((outcome) => line(...hostElements(outcome, now, false)))))];
};

const rightsBlocks = (allowed: HomeState['allowed']): readonly SlackBlock[] => [
  heading('What you can ask for'),
  richText(
    list(
      commandTable
        .filter((row) => allowed(row.name))
        .map((row) => line(code(`/mail ${row.name} ${row.usage}`.trim()), plain(`  ${row.description}`))),
    ),
    line(plain('Or ask in words, here under Messages or by mention: why is mail stuck on HOST?')),
  ),
];

/** The page of somebody who may use the bot; only what this person may ask for. */
export const homeBlocks = (state: HomeState): readonly SlackBlock[] => [
  ...(state.notice === undefined ? [] : [richText(line(bold(cut(printable(state.notice), 300))))]),
  paragraph(summaryWords(state) || 'Nothing is known yet.'),
  homeActions(state.allowed),
  ...incidentBlocks(state),
  ...failingBlocks(state),
  ...lastBlocks(state),
  ...rightsBlocks(state.allowed),
  richText(line(plain('As of '), moment(state.now.toISOString()), plain('; open this page again, or press Refresh.'))),
];

/** The page of somebody who may not use the bot, or of whom nothing is known now. */
export const plainHome = (words: string): readonly SlackBlock[] => [paragraph(words)];
