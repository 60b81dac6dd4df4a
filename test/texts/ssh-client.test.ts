import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../src/domain/explain/index.ts';

const words: Readonly<Record<string, RegExp>> = {
  'ssh: connect to host host07 port 22: Connection refused': /The host refuses SSH connections/,
  'ssh: connect to host host07 port 2222: Connection timed out': /No answer from the host on its SSH port/,
  'ssh: connect to host host07 port 22: No route to host': /no network route to the host/,
  'ssh: Could not resolve hostname host07: Name or service not known': /name does not resolve here/,
  'mailops@host07: Permission denied (publickey,password).': /refuses the SSH login/,
  '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.': /has changed/,
  'kex_exchange_identification: Connection closed by remote host\nConnection closed by 192.0.2.7 port 22':
    /not an SSH server/,
  'Unable to negotiate with 192.0.2.7 port 22: no matching host key type found. Their offer: ssh-dss':
    /No SSH algorithm in common/,
  'Received disconnect from 192.0.2.7 port 22:2: Too many authentication failures': /says nothing about mail/,
};

for (const [text, meaning] of Object.entries(words)) {
  test(`what ssh says is no stage of the mail path: ${text.slice(0, 60)}`, () => {
    const explanation = explain(text);
    assert.equal(explanation.stage, 'none');
    assert.equal(explanation.code, null);
    assert.match(explanation.meaning, meaning);
    assert.doesNotMatch(explanation.meaning + explanation.action, /\brelay\b|[{}]/);
  });
}

test('what mail says beside it counts', () => {
  const noise = 'Connection to host07 closed.';
  assert.equal(explain(`<<< 535 Authentication Credentials Invalid\n${noise}`).code, 'AUTH_INVALID_535');
  assert.equal(explain(`Connection closed by foreign host.\n${noise}`).stage, 'connectivity');
});
