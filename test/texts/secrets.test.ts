import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { explain } from '../../src/domain/explain/index.ts';
import { maskAddresses } from '../../src/domain/text/mask-addresses.ts';
import { redactSecrets } from '../../src/domain/text/redact-secrets.ts';
import { fixtures } from './fixtures.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('a login dialogue loses its secrets and keeps its replies', () => {
  const secret = 'BKx9/example+secret==';
  const text = [
    `>>> AUTH PLAIN ${base64(`\0AKIAEXAMPLEUSER12345\0${secret}`)}`,
    '535 Authentication Credentials Invalid',
    '>>> AUTH LOGIN',
    '334 VXNlcm5hbWU6',
    `>>> ${base64('AKIAEXAMPLEUSER12345')}`,
    '334 UGFzc3dvcmQ6',
    `>>> ${base64(secret)}`,
    '535 Authentication Credentials Invalid',
    '>>> MAIL From:<root@host01.example.com>',
  ].join('\n');
  const clean = redactSecrets(text);
  for (const word of [secret, base64(secret), base64('AKIAEXAMPLEUSER12345'), 'EXAMPLEUSER'])
    assert.ok(!clean.includes(word), word);
  assert.equal(clean.split('\n').length, text.split('\n').length);
  assert.match(clean, /535 Authentication Credentials Invalid/);
  assert.match(clean, /MAIL From:<root@host01\.example\.com>/);
});

test('no captured session keeps a password', () => {
  const sessions = fixtures.filter(({ text }) => text.includes('>>> AUTH PLAIN '));
  assert.ok(sessions.length > 10);
  for (const { name, text } of sessions) {
    const tokens = [...text.matchAll(/>>> (?:AUTH PLAIN )?([A-Za-z0-9+/]{12,}={0,2})$/gm)]
      .map((match) => match[1] ?? '')
      .filter((word) => word !== '');
    assert.ok(tokens.length > 0, name);
    const shown = redactSecrets(text) + JSON.stringify(explain(text).facts);
    for (const token of tokens) assert.ok(!shown.includes(token), `${name}: ${token}`);
  }
});

test('AuthInfo lines keep their key and the names of their fields', () => {
  const clean = redactSecrets(
    'AuthInfo:relay.example.com "U:mailuser01" "I:mailuser01" "P:s3cret word" "M:PLAIN LOGIN"',
  );
  assert.match(clean, /^AuthInfo:relay\.example\.com "U:mail\.\.\." "I:mail\.\.\." "P:\[removed\]" "M:PLAIN LOGIN"$/);
  assert.match(redactSecrets('AuthInfo: "U:x" "P=czNjcmV0"'), /"P=\[removed\]"/);
});

test('passwords of a value that is random never survive', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9+/]{12,40}$/);
  fc.assert(
    fc.property(word, (secret) => {
      for (const text of [
        `"P:${secret}"`,
        `password=${secret}`,
        `AUTH PLAIN ${secret}`,
        `334 x\n${secret}`,
        `SASL passwd: ${secret}`,
      ])
        assert.ok(!redactSecrets(text).includes(secret), text);
    }),
  );
});

test('private keys and tokens are taken out', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEexample\nabcdef==\n-----END PRIVATE KEY-----\nafter';
  assert.equal(
    redactSecrets(key),
    '-----BEGIN PRIVATE KEY-----\n[removed]\n[removed]\n-----END PRIVATE KEY-----\nafter',
  );
  const slack = ['xoxb', '1234567890', 'abcdefghij'].join('-');
  assert.equal(redactSecrets(`token ${slack} end`), 'token [removed] end');
});

test('what a relay offers is no secret', () => {
  for (const line of [
    '250-AUTH PLAIN LOGIN',
    '250 AUTH LOGIN PLAIN XOAUTH2',
    '504 AUTH PLAIN is not supported here',
    'AUTH=client, relay=r, mech=PLAIN, bits=256',
  ])
    assert.equal(redactSecrets(line), line);
});

test('text without secrets is left as it is', () => {
  for (const { name, text } of fixtures)
    if (/^(?:dns|connectivity|queue)\//.test(name) && !text.includes('AUTH'))
      assert.equal(redactSecrets(text), text, name);
});

test('addresses of people become the same pseudonym everywhere; domains and roles stay', () => {
  const masked = maskAddresses('to=<Jo.Doe@dest.example>, from root@host01.example.com, again jo.doe@dest.example');
  assert.match(
    masked,
    /^to=<user-([0-9a-f]{4})@dest\.example>, from root@host01\.example\.com, again user-\1@dest\.example$/,
  );
  assert.equal(maskAddresses(masked), masked);
  assert.equal(maskAddresses('no address here'), 'no address here');
});

test('explain shows no address of a person', () => {
  const read = explain(
    'Nov 22 13:31:29 host01 sendmail[1]: 6AMDVR2P00001: to=<jo.doe@dest.example>, mailer=relay, relay=relay.example.com. [192.0.2.25], dsn=5.1.1, reply=550 5.1.1 <jo.doe@dest.example>: User unknown, stat=User unknown',
  );
  assert.equal(read.code, 'RELAY_RECIPIENT_UNKNOWN');
  assert.ok(!JSON.stringify(read).includes('jo.doe'));
});

test('login data in front of a host, in a header or behind the word token is taken out', () => {
  for (const [text, clean] of [
    ['ldap://cn-mail:Url-Secret@ldap.example/x down', 'ldap://[removed]@ldap.example/x down'],
    ['proxy https://u:p@ss/w:8@proxy.example:3128', 'proxy https://[removed]@proxy.example:3128'],
    ['Authorization: Basic dTpwYXNzd29yZA== sent', 'Authorization: [removed] sent'],
    ['with bearer eyJhbGciOi.JIUzI1.abc-9 refused', 'with [removed] refused'],
    ['token=abc.def-9 api_key: k-1', 'token=[removed] api_key: [removed]'],
    // These are none.
    ['connect to smtp://relay.example:587 for <a@b.example>', 'connect to smtp://relay.example:587 for <a@b.example>'],
    ['the bearer of bad news', 'the bearer of bad news'],
  ] as const)
    assert.equal(redactSecrets(text), clean);
});

test('a log line that quotes the beginning of a key does not hide the log behind it', () => {
  const log = [
    'sendmail[7]: 6AM1: ruleset=check_mail, arg1=<-----BEGIN RSA PRIVATE KEY----->',
    'sendmail[8]: 6AM2: to=<a@b.example>, delay=00:00:01, stat=Deferred: Connection refused by relay.example.',
  ];
  assert.match(redactSecrets(log.join('\n')), /stat=Deferred: Connection refused/);
  const key = ['-----BEGIN RSA PRIVATE KEY-----', 'Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,00AA', '', 'MIIEpA'];
  assert.equal(redactSecrets(key.join('\n')), [key[0], ...key.slice(1).map(() => '[removed]')].join('\n'));
});
