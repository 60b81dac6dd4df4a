import { isRecord } from './arguments.ts';
import { stateOf, type Use, usedElement } from './choices.ts';
import { messageShape } from './messages.ts';
import type { Person } from './people.ts';
import { memberOf, type Outcome, outcomeOf, personOf, type Stage } from './stage.ts';
import { type Suggested, suggest, suggestInView, type Typing } from './suggest.ts';
import type { Message, PrivateAnswer, View } from './workspace.ts';

export interface Press extends Use {
  readonly user: string;
  readonly channel: string;
  readonly messageTs: string;
  readonly actionId: string;
  /** Tells buttons of one action id apart. */
  readonly value?: string;
}

/** Presses a button of a message or of a private answer the person sees, or picks from a menu in it. */
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
  const options = button.type === 'external_select' ? { options: await suggest(stage, given, button) } : {};
  const used = usedElement({ ...button, ...options }, given, workspace);
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
    actions: [{ ...used, action_ts: workspace.nextTs() }],
  });
}

/** What a menu that asks the app for its options shows to somebody who typed into it. */
export async function typeIntoMenu(stage: Stage, given: Typing): Promise<readonly Suggested[]> {
  const { workspace } = stage;
  const { person, channel } = memberOf(workspace, given.user, given.channel);
  const target =
    workspace.messageAt(channel.id, given.messageTs) ??
    workspace.privateAnswers.find((one) => one.ts === given.messageTs && one.user === person.id && one.shown);
  return await suggest(stage, given, findElement([target?.blocks], given.actionId));
}

/** What somebody does in a modal or in the home tab; `values` is what stands in its inputs by then. */
export interface PressInView extends Use {
  readonly user: string;
  readonly viewId: string;
  readonly actionId: string;
  readonly value?: string;
  readonly values?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Presses a button of a modal or of the home tab, or picks from a menu in it. */
export async function clickInView(stage: Stage, given: PressInView): Promise<Outcome> {
  const person = personOf(stage.workspace, given.user);
  const view = viewOf(stage, person, given.viewId);
  const element = findElement(view.blocks, given.actionId, given.value);
  const asks = element.type === 'external_select';
  const options = asks ? { options: await suggestInView(stage, person, view, element, given.typed) } : {};
  const used = usedElement({ ...element, ...options }, given, stage.workspace);
  const state = { values: stateOf(view, given.values ?? {}, stage.workspace) };
  return await act(stage, person, '', {
    type: 'block_actions',
    container: { type: 'view', view_id: view.id },
    view: { ...view, state },
    actions: [{ ...used, action_ts: stage.workspace.nextTs() }],
  });
}

/** Submits a modal. `values` as in a `view_submission`: block id, then action id, then the element's state. */
export async function submitView(
  stage: Stage,
  given: { user: string; viewId: string; values?: Readonly<Record<string, Readonly<Record<string, unknown>>>> },
): Promise<Outcome> {
  const person = personOf(stage.workspace, given.user);
  const view = viewOf(stage, person, given.viewId);
  const state = { values: stateOf(view, given.values ?? {}, stage.workspace) };
  const outcome = await act(stage, person, '', {
    type: 'view_submission',
    view: { ...view, state },
    response_urls: [],
  });
  return outcome.outcome === 'acknowledged' ? afterSubmit(stage, view, outcome) : outcome;
}

/** Does to the modal what the acknowledgement asks for; an answer Slack would not take leaves it open with an error. */
function afterSubmit(stage: Stage, view: View, outcome: Outcome & { readonly outcome: 'acknowledged' }): Outcome {
  const { views } = stage.workspace;
  const { response } = outcome;
  const refused = (reason: string): Outcome => ({
    outcome: 'failed',
    error: 'invalid_view_response',
    reason,
    triggerId: outcome.triggerId,
    responseUrl: '',
  });
  if (response === undefined) {
    views.delete(view.id);
    return outcome;
  }
  switch (response.response_action) {
    case 'clear':
      for (const one of views.values()) if (one.type === 'modal' && one.user === view.user) views.delete(one.id);
      return outcome;
    case 'errors': {
      const inputs = view.blocks.flatMap(({ type, block_id }) => (type === 'input' ? [block_id] : []));
      const errors = isRecord(response.errors) ? Object.entries(response.errors) : [];
      const good = errors.every(
        ([id, words]) => inputs.includes(id) && typeof words === 'string' && words.length >= 1 && words.length <= 2000,
      );
      return good && errors.length > 0 ? outcome : refused('errors: each a text, by the block_id of an input');
    }
    default:
      return refused(`response_action ${String(response.response_action)} is not known here`);
  }
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
