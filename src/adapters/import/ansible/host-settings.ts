import { type LeftOut, type Place, type Settings, shown } from '../found-host.ts';
import { type Hop, readJump } from '../jumps.ts';
import type { InventoryHost } from './inventory.ts';
import { readSshArguments } from './ssh-arguments.ts';
import { type Variables, vaultMark } from './variables.ts';

const sshConnections = new Set(['ssh', 'smart', 'paramiko', 'paramiko_ssh', 'libssh', '']);

const isYes = (value: unknown): boolean => value === true || /^(?:true|yes|on|y|t|1)$/i.test(String(value));

/** Login and way of one host. `undefined` settings: the host itself is left out. */
export interface HostReading {
  readonly settings: Settings | undefined;
  readonly way: readonly Hop[];
  readonly leftOut: readonly LeftOut[];
}

interface Text {
  readonly name: string;
  readonly text: string;
  readonly place: Place;
}

export const readHostSettings = (host: InventoryHost, variables: Variables): HostReading => {
  const leftOut: LeftOut[] = [];
  const skip = (place: Place, what: string, why: string): undefined => {
    leftOut.push({ place, what, why });
    return undefined;
  };
  /** The first of the names that is set, as a text that means itself. */
  const textOf = (names: readonly string[]): Text | undefined => {
    for (const name of names) {
      const variable = variables.get(name);
      if (variable === undefined || variable.value === null) continue;
      const { value, place } = variable;
      const what = `${host.name}: ${name}`;
      if (value === vaultMark) return skip(place, what, 'it is in a vault, which is not opened');
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
        return skip(place, what, 'it is a list or a map; expected a text');
      const text = String(value).trim();
      if (/\{\{|\{%/.test(text))
        return skip(place, what, `it is a template (${shown(text)}), and templates are not evaluated`);
      return text === '' ? undefined : { name, text, place };
    }
    return undefined;
  };
  const isGiven = (names: readonly string[]): boolean =>
    names.some((name) => (variables.get(name)?.value ?? null) !== null);
  const nothing = { settings: undefined, way: [], leftOut };

  const connection = textOf(['ansible_connection']);
  if (connection !== undefined && !sshConnections.has(connection.text.replace(/^.*\./, ''))) {
    skip(
      connection.place,
      host.name,
      `ansible_connection is ${shown(connection.text)}: this host is not reached by SSH`,
    );
    return nothing;
  }
  const addressNames = ['ansible_host', 'ansible_ssh_host'];
  const address = textOf(addressNames);
  if (address === undefined && isGiven(addressNames)) {
    skip(host.place, host.name, 'its address is not known');
    return nothing;
  }
  const port = textOf(['ansible_port', 'ansible_ssh_port']);
  if (port !== undefined && !(/^\d{1,5}$/.test(port.text) && +port.text >= 1 && +port.text <= 65_535)) {
    skip(port.place, host.name, `its port is "${shown(port.text)}"; expected a number from 1 to 65535`);
    return nothing;
  }
  const user = textOf(['ansible_user', 'ansible_ssh_user']);
  const keyFile = textOf(['ansible_ssh_private_key_file', 'ansible_private_key_file']);
  const becomes = textOf(['ansible_become']);
  const method = textOf(['ansible_become_method']);
  const becomeUser = textOf(['ansible_become_user']);
  let become: 'none' | 'sudo' | undefined;
  if (becomes !== undefined) {
    const asRoot = (becomeUser?.text ?? 'root') === 'root';
    if (!isYes(becomes.text)) become = 'none';
    else if (!/^(?:ansible\.builtin\.)?sudo$/.test(method?.text ?? 'sudo')) {
      skip(
        (method ?? becomes).place,
        `${host.name}: ansible_become`,
        `the method is ${shown(method?.text ?? '')}; Stuckmail knows sudo only`,
      );
    } else if (!asRoot) {
      skip(
        (becomeUser ?? becomes).place,
        `${host.name}: ansible_become`,
        `it becomes ${shown(becomeUser?.text ?? '')}; Stuckmail becomes root only`,
      );
    } else become = 'sudo';
  }
  let way: readonly Hop[] = [];
  for (const name of ['ansible_ssh_args', 'ansible_ssh_common_args', 'ansible_ssh_extra_args']) {
    const given = textOf([name]);
    if (given === undefined) continue;
    const { proxyJump, proxyCommand } = readSshArguments(given.text);
    if (proxyCommand)
      skip(given.place, `${host.name}: ProxyCommand`, 'commands are not run: set jump by hand, or use ProxyJump');
    if (proxyJump === undefined || way.length > 0) continue;
    const hops = readJump(proxyJump);
    if (hops === undefined) {
      skip(given.place, host.name, `its jump host is "${shown(proxyJump)}"; expected [user@]host[:port]`);
      return nothing;
    }
    way = hops;
  }
  const settings: Settings = {
    ...(address === undefined || address.text === host.name ? {} : { address: address.text }),
    ...(port === undefined ? {} : { port: Number(port.text) }),
    ...(user === undefined ? {} : { user: user.text }),
    ...(keyFile === undefined ? {} : { identityFile: keyFile.text }),
    ...(become === undefined ? {} : { become }),
  };
  return { settings, way, leftOut };
};
