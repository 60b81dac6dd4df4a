import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createSshShell } from '../../src/adapters/ssh/index.ts';
import { type RealSshd, sshdMissing, startRealSshd } from './real-sshd.ts';

describe('a real sshd', { skip: sshdMissing }, () => {
  let sshd: RealSshd;
  before(async () => {
    sshd = await startRealSshd();
  });
  after(() => sshd.stop());

  test('runs a script and gives its output and exit status', async () => {
    const shell = createSshShell({ knownHosts: [sshd.knownHosts], findHost: () => undefined });
    let output = '';
    let connected = 0;
    const end = await shell.run(sshd.host, 'echo one\necho two >&2\nexit 3', {
      signal: AbortSignal.timeout(20_000),
      onConnected: () => (connected += 1),
      onOutput: (piece) => (output += Buffer.from(piece).toString()),
    });
    await shell.close();
    assert.deepEqual(
      { output, connected, end },
      { output: 'one\n', connected: 1, end: { exitCode: 3, errorText: 'two\n' } },
    );
  });
});
