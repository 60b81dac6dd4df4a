import { configurationFaults } from './configuration.ts';
import type { Fault } from './fault.ts';
import { networkFaults } from './network.ts';
import { queueFaults } from './queue.ts';
import { relayFaults } from './relay.ts';
import { accessFaults, serviceFaults } from './service.ts';

/** Every state a simulated host can be put in, in the order of the mail path. */
export const faults: readonly Fault[] = [
  ...serviceFaults,
  ...configurationFaults,
  ...queueFaults,
  ...networkFaults,
  ...relayFaults,
  ...accessFaults,
];

export const findFault = (name: string): Fault | undefined => faults.find((fault) => fault.name === name);
