import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadConfiguration } from '../../src/adapters/hosts/load-configuration.ts';
import type { Fault } from '../../src/adapters/simulated-host/faults/fault.ts';
import { faults, findFault } from '../../src/adapters/simulated-host/faults/index.ts';
import { type Fleet, startFleet } from '../../src/adapters/simulated-host/start-fleet.ts';
import { createSshShell, type SshShell } from '../../src/adapters/ssh/index.ts';
import { diagnoseHost } from '../../src/application/diagnose-host.ts';
import type { Inventory } from '../../src/application/ports/inventory.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';

const healthy = findFault('healthy');
assert.ok(healthy);

let fleet: Fleet;
let shell: SshShell;
let inventory: Inventory;

before(async () => {
  fleet = await startFleet(['host01', 'host02', 'host03'].map((name) => ({ name, fault: healthy })));
  const configuration = await loadConfiguration(fleet.configurationFile);
  inventory = configuration.inventory;
  shell = createSshShell({ knownHosts: configuration.ssh.knownHosts, findHost: (name) => inventory.find(name) });
});
after(async () => {
  await shell?.close();
  await fleet?.close();
});

const diagnose = async (index: number, fault: Fault): Promise<Diagnosis> => {
  const simulated = fleet.hosts[index];
  assert.ok(simulated);
  await fleet.apply(simulated, fault);
  const host = inventory.find(simulated.name);
  assert.ok(host);
  const signal = AbortSignal.timeout(120_000);
  return await diagnoseHost({ host, shell, clock: { now: () => new Date() }, signal });
};

/** The same host takes one state after the other, so that what a fault leaves behind would show in the next. */
const lane = (index: number): Fault[] => faults.filter((_, at) => at % 3 === index);

describe('every fault is found over SSH by the real script', { concurrency: 3 }, () => {
  for (const index of [0, 1, 2]) {
    test(`host ${index + 1}`, async (t) => {
      for (const fault of [...lane(index), healthy]) {
        await t.test(fault.name, async () => {
          const { status, failedStage, code, certainty, stages } = await diagnose(index, fault);
          const told = stages.map((stage) => `${stage.id} ${stage.status}: ${stage.summary}`).join('\n');
          assert.deepEqual({ status, stage: failedStage, code }, fault.shows, told);
          if (status === 'failed') assert.equal(certainty, 'proven', told);
        });
      }
    });
  }
});

test('nothing of the machine shows: no path of the temporary directory, no password', async () => {
  const text = JSON.stringify(await diagnose(0, faults.find(({ name }) => name === 'wrong-password') ?? healthy));
  assert.match(text, /\/etc\/mail\/authinfo/);
  assert.doesNotMatch(text, /stuckmail-demo-/);
  assert.doesNotMatch(text, /practice-relay-(?:only|old)/);
});
