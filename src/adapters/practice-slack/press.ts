import { isRecord } from './arguments.ts';
import { messageShape } from './messages.ts';
import type { Person } from './people.ts';
import { memberOf, type Outcome, outcomeOf, personOf, type Stage } from './stage.ts';
import type { Message, PrivateAnswer, View } from './workspace.ts';

export interface Press {
  readonly user: string;
  readonly channel: string;
  readonly messageTs: string;
  readonly actionId: string;
  /** Tells buttons of one action id apart. */
  readonly value?: string;
}

/** Presses a button of a message, or of a private answer the person sees. */
export async function click(stage: Stage, given: Press): Promise<Outcome> {
  const { workspace } = stage;
  const { person, channel } = memberOf(workspace, given.user, given.channel);
  const message = workspace.messageAt(channel.id, given.messageTs);
  const answer = workspace.privateAnswers.find(
    (one) => one.ts === given.messageTs && one.user === person.id && one.shown,
  );
  const target: Message | PrivateAnswer | undefined = message ?? answer;
  if (target === undefined) throw new Error(`${person.name} sees no message ${given.messageTs} in ${channel.name}`);
  const button = findElement([target.blocks, message?.attachments], given.actionId, given.value);
  const responseUrl = stage.responseUrls.issue(person.id, channel.id, target);
  const container = {
    type: 'message',
    message_ts: target.ts,
    channel_id: channel.id,
    is_ephemeral: message === undefined,
    ...(target.thread_ts === undefined ? {} : { thread_ts: target.thread_ts }),
  };
  return await act(stage, person, responseUrl, {
    type: 'block_actions',
    container,
    channel: { id: channel.id, name: channel.name },
    ...(message === undefined ? {} : { message: messageShape(message) }),
    state: { values: {} },
    response_url: responseUrl,
    actions: [{ ...button, action_ts: workspace.nextTs() }],
  });
}

/** Presses a button of a modal or of the home tab. */
export async function clickInView(
  stage: Stage,
  given: { user: string; viewId: string; actionId: string; value?: string },
): Promise<Outcome> {
  const person = personOf(stage.workspace, given.user);
  const view = viewOf(stage, person, given.viewId);
  const button = findElement(view.blocks, given.actionId, given.value);
  return await act(stage, person, '', {
    type: 'block_actions',
    container: { type: 'view', view_id: view.id },
    view,
    state: { values: {} },
    actions: [{ ...button, action_ts: stage.workspace.nextTs() }],
  });
}

/** Submits a modal. `values` as in a `view_submission`: block id, then action id, then the element's state. */
export async function submitView(
  stage: Stage,
  given: { user: string; viewId: string; values?: Readonly<Record<string, Readonly<Record<string, unknown>>>> },
): Promise<Outcome> {
  const person = personOf(stage.workspace, given.user);
  const view = viewOf(stage, person, given.viewId);
  const state = { values: given.values ?? {} };
  const outcome = await act(stage, person, '', {
    type: 'view_submission',
    view: { ...view, state },
    response_urls: [],
  });
  if (outcome.outcome === 'acknowledged' && outcome.response === undefined) stage.workspace.views.delete(view.id);
  return outcome;
}

/** Uses a message shortcut from a message's menu. */
export async function useShortcut(
  stage: Stage,
  given: { user: string; channel: string; messageTs: string; callbackId: string },
): Promise<Outcome> {
  const { person, channel } = memberOf(stage.workspace, given.user, given.channel);
  const message = stage.workspace.messageAt(channel.id, given.messageTs);
  if (message === undefined) throw new Error(`there is no message ${given.messageTs} in ${channel.name}`);
  const responseUrl = stage.responseUrls.issue(person.id, channel.id);
  return await act(stage, person, responseUrl, {
    type: 'message_action',
    callback_id: given.callbackId,
    action_ts: stage.workspace.nextTs(),
    channel: { id: channel.id, name: channel.name },
    message_ts: message.ts,
    message: messageShape(message),
    response_url: responseUrl,
  });
}

async function act(
  stage: Stage,
  person: Person,
  responseUrl: string,
  rest: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  if (!stage.isInteractive) {
    return { outcome: 'failed', error: 'interactivity_is_off', triggerId: '', responseUrl: '' };
  }
  const { team, app } = stage.workspace;
  const triggerId = stage.triggers.issue(person.id);
  const payload = {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    api_app_id: app.id,
    token: 'practice',
    trigger_id: triggerId,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    ...rest,
  };
  const answer = await stage.transport.send({ kind: 'interactive', payload }, stage.deadlineMs);
  return outcomeOf(answer, triggerId, responseUrl);
}

function viewOf({ workspace }: Stage, person: Person, id: string): View {
  const view = workspace.views.get(id);
  if (view === undefined || view.user !== person.id) throw new Error(`${person.name} sees no view ${id}`);
  return view;
}

/** The interactive element with this action id, wherever it sits, with the id of its block. */
function findElement(blocks: unknown, actionId: string, value?: string): Record<string, unknown> {
  const found: Record<string, unknown>[] = [];
  const visit = (node: unknown, blockId: string | undefined): void => {
    if (Array.isArray(node)) for (const one of node) visit(one, blockId);
    if (!isRecord(node)) return;
    const here = typeof node.block_id === 'string' ? node.block_id : blockId;
    if (typeof node.action_id === 'string') found.push({ ...node, block_id: here });
    for (const inner of Object.values(node)) visit(inner, here);
  };
  visit(blocks, undefined);
  const element = found.find((one) => one.action_id === actionId && (value === undefined || one.value === value));
  if (element !== undefined) return element;
  const known = found.map((one) => `${String(one.action_id)}=${String(one.value)}`).join(', ');
  const wanted = value === undefined ? actionId : `${actionId}=${value}`;
  throw new Error(`no button ${wanted} here; there is: ${known === '' ? 'none' : known}`);
}
