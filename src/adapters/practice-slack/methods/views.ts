import { isRecord, jsonOf, required, textOf } from '../arguments.ts';
import { withBlockIds } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Block, View, Workspace } from '../workspace.ts';
import { checkBlocks } from './content.ts';
import { type Method, type Methods } from './method.ts';

const MOST_STACKED = 3;

const open: Method = (args, { workspace, triggers }) => {
  const given = viewOf(args.view, 'modal');
  const user = triggers.exchange(required(args, 'trigger_id', 'invalid_trigger_id'));
  return { view: keep(workspace, user, given, workspace.nextId('V')) };
};

const push: Method = (args, { workspace, triggers }) => {
  const given = viewOf(args.view, 'modal');
  const user = triggers.exchange(required(args, 'trigger_id', 'invalid_trigger_id'));
  const stacked = [...workspace.views.values()].filter((view) => view.type === 'modal' && view.user === user);
  if (stacked.length >= MOST_STACKED) throw new Refusal('push_limit_reached');
  return { view: keep(workspace, user, given, workspace.nextId('V')) };
};

const update: Method = (args, { workspace }) => {
  const given = viewOf(args.view, 'modal');
  const id = textOf(args, 'view_id');
  const externalId = textOf(args, 'external_id');
  const known = [...workspace.views.values()].find(
    (view) => view.id === id || (externalId !== undefined && view.external_id === externalId),
  );
  if (known === undefined) throw new Refusal('not_found');
  checkHash(textOf(args, 'hash'), known);
  return { view: keep(workspace, known.user, given, known.id) };
};

const publish: Method = (args, { workspace }) => {
  const given = viewOf(args.view, 'home');
  const user = required(args, 'user_id', 'user_not_found');
  if (!workspace.people.has(user)) throw new Refusal('user_not_found');
  const known = workspace.homeOf(user);
  checkHash(textOf(args, 'hash'), known);
  return { view: keep(workspace, user, given, known?.id ?? workspace.nextId('V')) };
};

type GivenView = Record<string, unknown> & { type: 'modal' | 'home'; blocks: readonly Block[] };

function viewOf(value: unknown, type: 'modal' | 'home'): GivenView {
  const view = jsonOf({ view: value }, 'view', 'invalid_arguments');
  if (!isRecord(view)) throw new Refusal('invalid_arguments', ['[ERROR] missing required field: view']);
  const problems: string[] = [];
  if (view.type !== type) problems.push(`[ERROR] must be ${type} [json-pointer:/view/type]`);
  if (!Array.isArray(view.blocks)) problems.push('[ERROR] missing required field: blocks [json-pointer:/view]');
  if (type === 'modal' && view.title === undefined)
    problems.push('[ERROR] missing required field: title [json-pointer:/view]');
  for (const name of ['title', 'submit', 'close']) {
    const inner = view[name];
    if (inner === undefined) continue;
    const text: unknown = isRecord(inner) && inner.type === 'plain_text' ? inner.text : undefined;
    const good = typeof text === 'string' && text.length >= 1 && text.length <= 24;
    if (!good) problems.push(`[ERROR] must be plain_text of 1 to 24 characters [json-pointer:/view/${name}]`);
  }
  for (const [name, most] of [
    ['private_metadata', 3_000],
    ['callback_id', 255],
    ['external_id', 255],
  ] as const) {
    const inner = view[name];
    if (typeof inner === 'string' && inner.length > most)
      problems.push(`[ERROR] must be less than ${most + 1} characters [json-pointer:/view/${name}]`);
  }
  if (problems.length > 0) throw new Refusal('invalid_arguments', problems);
  checkBlocks(view.blocks as unknown[], type);
  return view as GivenView;
}

function checkHash(hash: string | undefined, known: View | undefined): void {
  if (hash !== undefined && known !== undefined && hash !== known.hash) throw new Refusal('hash_conflict');
}

function keep(workspace: Workspace, user: string, given: GivenView, id: string): View {
  const hash = `${workspace.nextTs()}.practice`;
  const view: View = { ...given, id, user, hash, blocks: withBlockIds(workspace, given.blocks) };
  workspace.views.set(id, view);
  workspace.changed({ kind: 'view', view });
  return view;
}

export const viewMethods: Methods = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
