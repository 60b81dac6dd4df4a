import { isRecord } from './arguments.ts';
import type { View, Workspace } from './workspace.ts';

type Element = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What somebody does with an element: which option or person they pick, and whether they say yes when it asks first. */
export interface Use {
  /** The value of an option, or a person's name or id. */
  readonly choose?: string;
  /** Into a menu that asks the app for its options, before one is picked. */
  readonly typed?: string;
  readonly confirmed?: boolean;
}

const recordsIn = (value: unknown): Element[] => (Array.isArray(value) ? value.filter(isRecord) : []);

function optionOf(element: Element, value: string): Element {
  const options = [
    ...recordsIn(element.options),
    ...recordsIn(element.option_groups).flatMap((group) => recordsIn(group.options)),
  ];
  const found = options.find((option) => option.value === value);
  if (found !== undefined) return found;
  throw new Error(`no option ${value} here; there is: ${options.map((option) => String(option.value)).join(', ')}`);
}

function personIn(workspace: Workspace, name: string): string {
  const person = workspace.findPerson(name);
  if (person === undefined) throw new Error(`nobody is called ${name} in the practice workspace`);
  return person.id;
}

/** An element of a message or view as an app gets it in `actions`: what it is, and what was picked. */
export function usedElement(element: Element, use: Use, workspace: Workspace): Record<string, unknown> {
  if (isRecord(element.confirm) && use.confirmed !== true)
    throw new Error(`${String(element.action_id)} asks first; say \`confirmed: true\` to go on`);
  const { options: _, option_groups: __, ...sent } = element;
  const { choose } = use;
  switch (element.type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      if (choose === undefined) throw new Error(`${String(element.action_id)} is a menu: say what to choose`);
      return { ...sent, selected_option: optionOf(element, choose) };
    case 'users_select':
      if (choose === undefined) throw new Error(`${String(element.action_id)} is a menu of people: say whom to choose`);
      return { ...sent, selected_user: personIn(workspace, choose) };
    default:
      if (choose !== undefined) throw new Error(`${String(element.action_id)} has nothing to choose from`);
      return sent;
  }
}

/** How an element stands before anybody touches it. */
function untouched(element: Element): Record<string, unknown> {
  const { type } = element;
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    default:
      return { type, value: element.initial_value ?? null };
  }
}

/** Checks what somebody entered: options and people that are there, texts within their limits. */
function entered(element: Element, given: unknown, workspace: Workspace): unknown {
  if (!isRecord(given)) throw new Error(`${String(element.action_id)}: the state of an element is an object`);
  if (given.type !== element.type) throw new Error(`${String(element.action_id)} is a ${String(element.type)}`);
  const { selected_option: option, selected_user: user, value } = given;
  if (isRecord(option)) return { ...given, selected_option: optionOf(element, String(option.value)) };
  if (typeof user === 'string') return { ...given, selected_user: personIn(workspace, user) };
  const longest = typeof element.max_length === 'number' ? element.max_length : 3000;
  if (typeof value === 'string' && value.length > longest)
    throw new Error(`${String(element.action_id)} takes ${longest} characters`);
  return given;
}

/** The `state.values` of a view: every input and menu in it, as entered or as it stood before. */
export function stateOf(view: View, values: Values, workspace: Workspace): Record<string, Record<string, unknown>> {
  const state: Record<string, Record<string, unknown>> = {};
  const taken = new Set<string>();
  for (const block of view.blocks) {
    const elements = block.type === 'input' ? [block.element] : block.type === 'actions' ? block.elements : [];
    for (const element of recordsIn(elements)) {
      if (element.type === 'button' || element.type === 'overflow') continue;
      const blockId = String(block.block_id);
      const actionId = String(element.action_id);
      const given = values[blockId]?.[actionId];
      if (given !== undefined) taken.add(`${blockId} ${actionId}`);
      state[blockId] = {
        ...state[blockId],
        [actionId]: given === undefined ? untouched(element) : entered(element, given, workspace),
      };
    }
  }
  for (const [blockId, inner] of Object.entries(values))
    for (const actionId of Object.keys(inner))
      if (!taken.has(`${blockId} ${actionId}`)) throw new Error(`there is no input ${blockId} ${actionId} in the view`);
  return state;
}
