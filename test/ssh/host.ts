import type { Host } from '../../src/domain/host/host.ts';

/** A host of the inventory on loopback. */
export const makeHost = (over: Partial<Host> & { port: number }): Host => ({
  name: 'host01',
  address: '127.0.0.1',
  user: 'mailops',
  become: 'none',
  aliases: [],
  groups: [],
  tryLogin: true,
  legacyAlgorithms: false,
  ...over,
});
