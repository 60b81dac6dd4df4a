import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadConfiguration } from '../../src/adapters/hosts/load-configuration.ts';
import { type Fleet, startFleet } from '../../src/adapters/simulated-host/start-fleet.ts';
import { createSshShell } from '../../src/adapters/ssh/index.ts';
import { diagnoseHost } from '../../src/application/diagnose-host.ts';
import type { RemoteShell } from '../../src/application/ports/remote-shell.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import { runStuckmail } from '../cli/run-stuckmail.ts';
import { assertClean } from './assert-clean.ts';
import { planted, plantedFault, plantFiles } from './plant.ts';

let fleet: Fleet;
before(async () => {
  fleet = await startFleet([{ name: 'host01', fault: plantedFault }]);
  plantFiles(join(dirname(fleet.configurationFile), 'host01'));
});
after(async () => {
  await fleet.close();
});

/** One diagnosis through SSH, and every byte that left the host for it. */
const diagnoseAndListen = async (maskAddresses: boolean): Promise<{ raw: string; diagnosis: Diagnosis }> => {
  const { inventory, ssh } = await loadConfiguration(fleet.configurationFile);
  const [host] = inventory.hosts;
  assert.ok(host);
  const inside = createSshShell({ knownHosts: ssh.knownHosts, findHost: (name) => inventory.find(name) });
  let raw = '';
  const shell: RemoteShell = {
    run: (at, script, options) =>
      inside.run(at, script, {
        ...options,
        onOutput: (piece) => {
          raw += Buffer.from(piece).toString('utf8');
          options.onOutput(piece);
        },
      }),
    close: () => inside.close(),
  };
  const signal = AbortSignal.timeout(100_000);
  try {
    const diagnosis = await diagnoseHost({
      host,
      shell,
      clock: { now: () => new Date() },
      signal,
      maskAddresses,
      onProgress: (progress) => assertClean('progress', JSON.stringify(progress)),
    });
    return { raw, diagnosis };
  } finally {
    await shell.close();
  }
};

test('no planted secret leaves the host, in no form, and the diagnosis is right all the same', async () => {
  const { raw, diagnosis } = await diagnoseAndListen(true);
  // The places of the secrets were really read.
  for (const sign of ['554-second', 'AUTH=client', 'is bad', 'quarantine', 'mech=PLAIN, bits=0', '<<< 535', 'M=454'])
    assert.ok(raw.includes(sign), `${sign} is missing: the test would prove nothing`);
  assertClean('the output of the script', raw);
  const text = JSON.stringify(diagnosis);
  assertClean('the diagnosis', text);
  assert.equal(diagnosis.failedStage, 'queue', diagnosis.summary);
  assert.ok(
    diagnosis.alsoFound.some(({ code }) => code === 'RELAY_SENDER_NOT_VERIFIED'),
    'the words of the relay are still recognised',
  );
  // Names of mechanisms are no secret; an entry is told by its key and its tags.
  assert.match(text, /AUTH PLAIN LOGIN/);
  assert.match(text, /svc-\.\.\./);
});

test('addresses are stable pseudonyms with their domain; the switch turns that off, and secrets stay out', async () => {
  const masked = JSON.stringify((await diagnoseAndListen(true)).diagnosis);
  assert.ok(!masked.includes('jo.doe@'));
  const open = (await diagnoseAndListen(false)).diagnosis;
  assertClean('the diagnosis with addresses', JSON.stringify(open));
  const batch = [...masked.matchAll(/user-[0-9a-f]{4}@dest\.example/g)].map(([name]) => name);
  assert.ok(batch.length > 1, 'recipients are shown as pseudonyms that keep the domain');
  assert.match(JSON.stringify(open), /@dest\.example/);
  assert.ok(!/user-[0-9a-f]{4}@dest\.example/.test(JSON.stringify(open)));
  assert.match(masked, /\b\w{14}: to=</, 'queue ids are kept');
});

for (const form of [[], ['--json']]) {
  test(`the terminal shows no planted secret ${form.join(' ')}`, async () => {
    const { stdout, stderr } = await runStuckmail(['diagnose', 'host01', ...form], {
      env: {
        STUCKMAIL_CONFIG: fleet.configurationFile,
        STUCKMAIL_KEY_PASSPHRASE: planted.keyPassphrase,
        LOG_LEVEL: 'trace',
      },
    });
    assert.match(stdout, /554/);
    assertClean('the terminal', stdout + stderr);
  });
}
