import { isRecord } from './arguments.ts';
import { list } from './blocks/checks.ts';
import { option, plain } from './blocks/texts.ts';
import type { Person } from './people.ts';
import { memberOf, type Stage } from './stage.ts';
import type { View } from './workspace.ts';

/** A menu that asks the app for its options, in a message. */
export interface Typing {
  readonly user: string;
  readonly channel: string;
  readonly messageTs: string;
  readonly actionId: string;
  /** What was typed into it so far. */
  readonly typed?: string;
}

export type Suggested = Readonly<Record<string, unknown>>;

const options = list(option, 0, 100);
const label = plain(75);
const groupCount = list(() => undefined, 0, 100);

/** Slack shows nothing at all when one option is out of its limits. */
function readOptions(response: unknown): readonly Suggested[] {
  const problems: string[] = [];
  const answer = isRecord(response) ? response : {};
  const groups = Array.isArray(answer.option_groups) ? answer.option_groups.filter(isRecord) : [];
  if (answer.options === undefined && answer.option_groups === undefined)
    throw new Error('the app gave neither options nor option_groups');
  if (answer.options !== undefined) options(answer.options, '/options', problems);
  if (answer.option_groups !== undefined) groupCount(answer.option_groups, '/option_groups', problems);
  for (const group of groups) {
    label(group.label, '/label', problems);
    options(group.options, '/options', problems);
  }
  if (problems.length > 0) throw new Error(`options that Slack would not show: ${problems.join('; ')}`);
  return [answer, ...groups].flatMap((one) => (Array.isArray(one.options) ? one.options.filter(isRecord) : []));
}

/** Asks the app what stands in a menu of a message now. `element` is the menu with the id of its block. */
export async function suggest(
  stage: Stage,
  given: Typing,
  element: Readonly<Record<string, unknown>>,
): Promise<readonly Suggested[]> {
  const { workspace } = stage;
  const { person, channel } = memberOf(workspace, given.user, given.channel);
  const message = workspace.messageAt(channel.id, given.messageTs);
  return await ask(stage, person, element, given.typed, {
    container: {
      type: 'message',
      message_ts: given.messageTs,
      channel_id: channel.id,
      is_ephemeral: message === undefined,
    },
    channel: { id: channel.id, name: channel.name },
  });
}

/** The same for a menu of a modal or of the home tab. */
export async function suggestInView(
  stage: Stage,
  person: Person,
  view: View,
  element: Readonly<Record<string, unknown>>,
  typed?: string,
): Promise<readonly Suggested[]> {
  return await ask(stage, person, element, typed, { container: { type: 'view', view_id: view.id }, view });
}

async function ask(
  { workspace, transport, deadlineMs }: Stage,
  person: Person,
  element: Readonly<Record<string, unknown>>,
  typed: string | undefined,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly Suggested[]> {
  const answer = await transport.send(
    {
      kind: 'interactive',
      payload: {
        type: 'block_suggestion',
        user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
        team: { id: workspace.team.id, domain: workspace.team.domain },
        enterprise: null,
        is_enterprise_install: false,
        api_app_id: workspace.app.id,
        token: 'practice',
        ...where,
        action_id: element.action_id,
        block_id: element.block_id,
        value: typed ?? '',
      },
    },
    deadlineMs,
  );
  if (answer.kind !== 'acknowledged') throw new Error(`the app gave no options: ${answer.kind}`);
  return readOptions(answer.response);
}
