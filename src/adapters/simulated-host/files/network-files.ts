import { relayAddress, relayName, relayPort } from '../host-state.ts';
import type { FileContext, HostFile } from './host-file.ts';
import { perlModule } from './perl-module.ts';

export const nameServerAddresses: readonly string[] = ['192.0.2.53', '192.0.2.54'];

/** What the name servers of a host know. */
export const knownNames = (name: string): ReadonlyMap<string, string> =>
  new Map([
    [relayName, relayAddress],
    [`${name}.corp.example`, '192.0.2.11'],
    ['dest.example', '192.0.2.77'],
  ]);

/** Nothing listens on port 1 of loopback, so a connection to it is refused. */
const refusingPort = 1;

/** `sim/routes` says where on loopback an address of the host's world really is, or that packets to it are dropped. */
export const networkFiles = (context: FileContext): HostFile[] => {
  const { root, state, name, ports } = context;
  const route = { open: ports.relay, closed: refusingPort, silent: 'silent' }[state.relay.port];
  const names = [...knownNames(name)].map(([known, address]) => `${known} ${address}\n`);
  const routes = [
    ...nameServerAddresses.map((address) => `${address} 53 ${ports.names}\n`),
    `${relayAddress} ${relayPort} ${route}\n`,
  ];
  return [
    { path: '/sim/dns', text: `${state.nameServers}\n` },
    { path: '/sim/names', text: names.join('') },
    { path: '/sim/relay-port', text: `${state.relay.port}\n` },
    { path: '/sim/routes', text: routes.join('') },
    { path: '/sim/perl5/SimulatedNetwork.pm', text: perlModule(root) },
  ];
};
