import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadConfiguration } from '../../src/adapters/hosts/load-configuration.ts';
import { findFault } from '../../src/adapters/simulated-host/faults/index.ts';
import { type Fleet, startFleet } from '../../src/adapters/simulated-host/start-fleet.ts';
import { createSshShell, type SshShell } from '../../src/adapters/ssh/index.ts';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { createMemoryHistory } from '../../src/adapters/store/memory-history.ts';
import { diagnoseHost } from '../../src/application/diagnose-host.ts';
import { createHistory } from '../../src/application/history.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import type { SinceWorked } from '../../src/domain/history/since-worked.ts';
import type { Traits } from '../../src/domain/history/traits.ts';
import type { Host } from '../../src/domain/host/host.ts';

let fleet: Fleet;
let shell: SshShell;
let host: Host;
let root: string;

before(async () => {
  const fault = findFault('healthy');
  assert.ok(fault);
  fleet = await startFleet([{ name: 'host01', fault }]);
  const { inventory, ssh } = await loadConfiguration(fleet.configurationFile);
  shell = createSshShell({ knownHosts: ssh.knownHosts, findHost: (name) => inventory.find(name) });
  const found = inventory.find('host01');
  assert.ok(found);
  host = found;
  root = join(dirname(fleet.configurationFile), 'host01');
});
after(async () => {
  await shell?.close();
  await fleet?.close();
});

const clock = { now: () => new Date() };
const history = createHistory({
  store: createMemoryHistory({ days: 30 }),
  collections: createMemoryCollections(),
  clock,
  days: 30,
});

/** A real run over SSH, followed as a worker does. */
const run = async (): Promise<{ diagnosis: Diagnosis; traits: Traits; since: SinceWorked | undefined }> => {
  let traits: Traits = {};
  const onTraits = (read: Traits): void => {
    traits = read;
  };
  const diagnosis = await diagnoseHost({
    host,
    shell,
    clock,
    signal: AbortSignal.timeout(300_000),
    limitSeconds: 280,
    onTraits,
  });
  const since = await history.seenBy('host01', diagnosis, traits);
  await history.follow({ request: { host: 'host01' }, state: 'running', views: [], diagnosis, traits } as never);
  return { diagnosis, traits, since };
};

test('a sendmail.cf that changes is what the failing run says changed', async () => {
  const good = await run();
  assert.equal(good.diagnosis.status, 'healthy');
  assert.match(good.traits['checksum /etc/mail/sendmail.cf'] ?? '', /^\d+ \d+$/);
  assert.match(good.traits['checksum /etc/resolv.conf'] ?? '', /^\d+ \d+$/);
  assert.match(good.traits['file /etc/mail/authinfo.db'] ?? '', /^\d+ bytes of /);

  const again = await run();
  assert.deepEqual(again.traits, good.traits, 'nothing changed: the same traits, run for run');
  assert.deepEqual(again.since?.changes, []);

  const cf = join(root, 'etc/mail/sendmail.cf');
  const before = readFileSync(cf, 'utf8');
  writeFileSync(cf, before.replace(/^DS.*$/m, 'DSnowhere.relay.example'));
  appendFileSync(join(root, 'etc/mail/submit.cf'), '# touched\n');
  const bad = await run();
  assert.equal(bad.diagnosis.status, 'failed');
  const told = bad.since?.changes.join('\n') ?? '';
  assert.match(told, /the relay is "nowhere\.relay\.example:587", before "smtp\.relay\.example:587"/);
  assert.match(told, /sendmail\.cf: "DSnowhere\.relay\.example", before "DSsmtp\.relay\.example"/);
  assert.match(told, /the checksum of \/etc\/mail\/submit\.cf changed/);
  assert.match(told, /between .* and .* UTC/);

  writeFileSync(cf, before);
  const mended = await run();
  assert.equal(mended.diagnosis.status, 'healthy');
  assert.deepEqual(mended.since?.changes, []);
  assert.equal((await history.of('host01')).summary.repair?.count, 1);
});

test('a host without cksum: checksums are absent, and nothing is called changed', async () => {
  renameSync(join(root, 'usr/bin/cksum'), join(root, 'usr/bin/cksum.away'));
  const { traits, since } = await run();
  assert.deepEqual(
    Object.keys(traits).filter((name) => name.startsWith('checksum ')),
    [],
  );
  assert.deepEqual(since?.changes, []);
});

test('no trait holds a secret of the host', async () => {
  const { traits } = await run();
  const secret = /"P:([^"]+)"/.exec(readFileSync(join(root, 'etc/mail/authinfo'), 'utf8'))?.[1];
  assert.ok(secret);
  assert.ok(!JSON.stringify(traits).includes(secret));
});
