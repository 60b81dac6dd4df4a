import assert from 'node:assert/strict';
import { test } from 'node:test';
import ssh2 from 'ssh2';
import { makeSshKey } from '../../src/adapters/simulated-host/ssh/ssh-server.ts';

test('every key that is made can be read and used', () => {
  // ssh2 itself fails about one time in 300.
  for (let count = 0; count < 1500; count += 1) {
    const { privateKey, publicKey } = makeSshKey();
    const [mine, theirs] = [ssh2.utils.parseKey(privateKey), ssh2.utils.parseKey(publicKey)];
    assert.ok(!(mine instanceof Error), 'the private key cannot be read');
    assert.ok(!(theirs instanceof Error), 'the public key cannot be read');
    if (count % 100 === 0) assert.equal(theirs.verify('text', mine.sign('text')), true);
  }
});
