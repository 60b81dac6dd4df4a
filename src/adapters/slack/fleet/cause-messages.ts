import { createHash } from 'node:crypto';
import { actionOf, type CauseGroup, stageOf, titleOf } from '../../../domain/fleet/cause-group.ts';
import { namesWithin, type Picture } from '../../../domain/fleet/fleet-words.ts';
import type { HostOutcome } from '../../../domain/fleet/host-outcome.ts';
import { bold, line, list, plain, preformatted, richText, titled } from '../blocks/rich-text.ts';
import { cut, escapeWithin, oneLine } from '../blocks/text.ts';
import type { TextFile } from '../outbox/send-file.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import { whereOf } from './cause-table.ts';
import { standingMarks } from './standing-words.ts';

/** What is known of a cause beyond its group: from the whole result of one of its hosts. */
export interface CauseDetail {
  readonly host: string;
  readonly meaning: string;
  readonly action: string;
  readonly commands: readonly string[];
}

/** One message in the thread of a picture. */
export interface CauseMessage {
  /** Names it for ever: the same cause, the same step. */
  readonly step: string;
  readonly message: SlackMessage;
  /** When the hosts did not fit. */
  readonly file?: TextFile;
}

/** So many causes get a message of their own; what is left shares one. */
export const mostCauseMessages = 12;
const hostLetters = 4_000;
const hostsInList = 20;

const stepOf = (key: string): string => `cause-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;

const waitingWords = ({ queue }: HostOutcome): string => (queue === null || queue === 0 ? '' : ` (${queue} waiting)`);

/** Tab-separated, for whoever goes on with it in a program. */
const hostFile = (name: string, title: string, groups: readonly CauseGroup[]): TextFile => ({
  name,
  title: cut(title, 200),
  text: [
    'host\tmessages waiting\tcause\tin one line',
    ...groups.flatMap((group) =>
      group.outcomes.map((outcome) =>
        [oneLine(outcome.host), outcome.queue ?? '', titleOf(group), oneLine(outcome.summary)].join('\t'),
      ),
    ),
    '',
  ].join('\n'),
});

/** Few hosts: a line each with its own words. Many: names. */
const hostBlocks = (outcomes: readonly HostOutcome[]) => {
  if (outcomes.length <= hostsInList)
    return [
      richText(
        line(bold('Hosts')),
        list(
          outcomes.map((outcome) =>
            line(
              bold(cut(oneLine(outcome.host), 70)),
              plain(`${waitingWords(outcome)}: ${cut(oneLine(outcome.summary), 120)}`),
            ),
          ),
        ),
      ),
    ];
  const names = outcomes.map((outcome) => `${oneLine(outcome.host)}${waitingWords(outcome)}`);
  const shown = namesWithin(names, hostLetters);
  const pieces = shown.match(/[^]{1,2500}/gu) ?? [];
  return [richText(line(bold('Hosts\n'), ...pieces.map(plain)))];
};

const fits = (outcomes: readonly HostOutcome[]): boolean =>
  outcomes.length <= hostsInList ||
  outcomes.reduce((sum, outcome) => sum + oneLine(outcome.host).length + waitingWords(outcome).length + 2, 0) <=
    hostLetters;

const plainMeaning: Partial<Record<CauseGroup['standing'], string>> = {
  missing:
    'No answer came while the picture was made: no worker took the check, or it did not end. Answers that come later show above.',
  broken: 'The check itself could not be done. That says nothing about the mail of these hosts.',
};

/** One cause: what it means, what to do, and every host it concerns. */
const messageOf = (group: CauseGroup, total: number, detail: CauseDetail | undefined): CauseMessage => {
  const { standing, outcomes, key } = group;
  const title = `${standingMarks[standing]} ${titleOf(group)}: ${outcomes.length} of ${total} hosts`;
  const code = group.cause === null ? '' : group.cause.code;
  const queued = outcomes.reduce((sum, { queue }) => sum + (queue ?? 0), 0);
  const where = [whereOf(group), code, queued === 0 ? '' : `${queued} messages wait in their queues`]
    .filter((part) => part !== '')
    .join(' · ');
  const meaning = detail?.meaning || plainMeaning[standing] || '';
  const action = detail?.action || actionOf(group);
  const seenOn = detail !== undefined && outcomes.length > 1 ? ` (as on ${cut(oneLine(detail.host), 70)})` : '';
  const commands = detail?.commands ?? [];
  const names = outcomes.map(({ host }) => oneLine(host));
  const step = stepOf(key);
  return {
    step,
    message: {
      text: escapeWithin(
        `${title}. ${oneLine(meaning)} What to do: ${oneLine(action) || 'check again.'} Hosts: ${namesWithin(names, 1500)}`,
        3000,
      ),
      blocks: [
        richText(line(bold(cut(title, 200)), ...(where === '' ? [] : [plain(`\n${cut(where, 200)}`)]))),
        ...(meaning === '' ? [] : [titled('What this means', meaning, 800)]),
        ...(action === '' ? [] : [titled(`What to do${seenOn}`, action, 800)]),
        ...(commands.length === 0 ? [] : [richText(preformatted(commands.join('\n'), 800))]),
        ...hostBlocks(outcomes),
      ],
    },
    ...(fits(outcomes) ? {} : { file: hostFile(`${step}.tsv`, `${titleOf(group)}: all hosts`, [group]) }),
  };
};

/** What did not get a message of its own: a line a cause, and all hosts in a file. */
const restMessage = (rest: readonly CauseGroup[]): CauseMessage => {
  const hosts = rest.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  const title = `${rest.length} more causes on ${hosts} hosts`;
  const shown = rest.slice(0, 40).map((group) => {
    const stage = stageOf(group);
    return line(
      bold(cut(titleOf(group), 80)),
      plain(
        `${stage === '' ? '' : ` (${stage})`}: ${namesWithin(
          group.outcomes.map(({ host }) => oneLine(host)),
          80,
        )}`,
      ),
    );
  });
  const left = rest.length - shown.length;
  return {
    step: 'cause-rest',
    message: {
      text: escapeWithin(`${title}; all of them are in the file below.`, 3000),
      blocks: [
        richText(
          line(bold(title)),
          list(left > 0 ? [...shown, line(plain(`and ${left} more, in the file below`))] : shown),
        ),
      ],
    },
    file: hostFile('more-causes.tsv', title, rest),
  };
};

/** What belongs into the thread of a picture, worst first. `details` by the key of the group. */
export const causeMessages = (
  { groups, total }: Picture,
  details: ReadonlyMap<string, CauseDetail>,
): readonly CauseMessage[] => {
  const bad = groups.filter(({ standing }) => standing !== 'healthy');
  const own = bad.length > mostCauseMessages ? bad.slice(0, mostCauseMessages - 1) : bad;
  const rest = bad.slice(own.length);
  return [
    ...own.map((group) => messageOf(group, total, details.get(group.key))),
    ...(rest.length > 0 ? [restMessage(rest)] : []),
  ];
};
