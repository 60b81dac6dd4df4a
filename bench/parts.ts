import { acknowledgement } from './acknowledgement.ts';
import { chaos } from './chaos.ts';
import { fleet } from './fleet.ts';
import { largeHost } from './large-host.ts';
import { manyHosts } from './many-hosts.ts';
import { oneHost } from './one-host.ts';
import { parsers } from './parsers.ts';
import type { Part } from './part.ts';
import { queue } from './queue.ts';
import { watches } from './watches.ts';

/** Every part of the benchmark; `npm run bench -- NAME` measures one alone. */
export const parts: Readonly<Record<string, Part>> = {
  'one-host': oneHost,
  'large-host': largeHost,
  fleet,
  acknowledgement,
  'many-hosts': manyHosts,
  queue,
  parsers,
  watches,
  chaos,
};
