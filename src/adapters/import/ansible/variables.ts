import type { LeftOut, Place } from '../found-host.ts';

/** A variable that matters here. Of secrets there is only the fact that they are there. */
export interface Variable {
  readonly value: unknown;
  readonly place: Place;
}

export type Variables = Map<string, Variable>;

/** What a value of a vault becomes when it is read: its text is never kept. */
export const vaultMark = '$ANSIBLE_VAULT';

const relevant = new Set([
  'ansible_host',
  'ansible_ssh_host',
  'ansible_port',
  'ansible_ssh_port',
  'ansible_user',
  'ansible_ssh_user',
  'ansible_ssh_private_key_file',
  'ansible_private_key_file',
  'ansible_connection',
  'ansible_become',
  'ansible_become_method',
  'ansible_become_user',
  'ansible_ssh_args',
  'ansible_ssh_common_args',
  'ansible_ssh_extra_args',
  'ansible_group_priority',
]);

const isSecret = (name: string): boolean =>
  /^ansible_\w*(?:pass|password|passphrase|passwd|secret|token)$|^ansible_(?:ssh_)?private_key$/.test(name);

/** Keeps what matters of one assignment; secrets and all other variables are dropped here, before anything can show them. */
export const keepVariable = (into: Variables, leftOut: LeftOut[], name: string, value: unknown, place: Place): void => {
  if (isSecret(name))
    leftOut.push({
      place,
      what: name,
      why: 'passwords and keys are never copied: Stuckmail logs in with a key file or an agent, and uses "sudo -n"',
    });
  else if (relevant.has(name)) {
    const vaulted = typeof value === 'string' && value.startsWith(vaultMark);
    into.set(name, { value: vaulted ? vaultMark : value, place });
  }
};

/** A value of an INI inventory: Ansible reads Python literals, of which numbers, texts and truth values matter here. */
export const readPythonValue = (text: string): unknown => {
  const bare = text.trim();
  const quoted = /^(['"])((?:(?!\1)[^\\])*)\1\s*(?:#.*)?$/s.exec(bare);
  if (quoted) return quoted[2];
  const [, literal] = /^(True|False|None|-?(?:0|[1-9]\d*))\s*(?:#.*)?$/.exec(bare) ?? [];
  if (literal === undefined) return text;
  if (literal === 'None') return null;
  return literal === 'True' || literal === 'False' ? literal === 'True' : Number(literal);
};
