import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Fault } from '../../src/adapters/simulated-host/faults/fault.ts';
import { atRelay, delivered, healthyState, messages, relayName } from '../../src/adapters/simulated-host/host-state.ts';

/** Every secret that is planted, by where it belongs. None of them may be seen anywhere, in any form. */
export const planted = {
  password: 'Zq7!pLant3d&Xw9',
  passwordOfAnotherEntry: 'other-Kw4?relay-77',
  oldPasswordInComment: 'Veralt3t+Kennwort',
  defaultPassword: 'd3faultAuth%Info',
  passwordOfSomebodyElse: 'Str4nger-secret-word',
  body: 'CONFIDENTIAL-BODY-salaries-2026',
  subject: 'CONFIDENTIAL-SUBJECT-merger',
  privateKey: 'MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkPLANTEDKEY',
  slackToken: ['xoxb', '123456789012', 'PlantedTokenAbCdEf'].join('-'),
  keyPassphrase: 'pass-of-the-ssh-key-91',
} as const;

/** Whole user names are not shown either; a short beginning is, so that an operator knows which entry it is. */
export const users = ['svc-mailuser-4711', 'other-user-0815', 'defaultuser-2222', 'stranger-login-33'] as const;
const [user, otherUser, defaultUser, stranger] = users;

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

/** The part of base64 that a text alone decides, with 0, 1 or 2 bytes before it. */
const inner = (text: string): string[] =>
  [0, 1, 2].map((before) => {
    const whole = base64('x'.repeat(before) + text);
    const from = Math.ceil((before * 8) / 6);
    return whole.slice(from, Math.floor(((before + text.length) * 8) / 6));
  });

/** The forms in which a secret may turn up. */
export const formsOf = (text: string): string[] => [
  text,
  ...inner(text),
  hex(text),
  hex(text).toUpperCase(),
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
];

const blob = (name: string, password: string): string => base64(`\0${name}\0${password}`);
const { password } = planted;

/** What a chatty relay says after the login: the login data, in every form, also broken into lines. */
const echo = [
  `554-you logged in as ${user} with ${password}`,
  `554-AUTH PLAIN ${blob(user, password)} was good`,
  `554-${base64(password)}`,
  `554-token=${base64(`${user}:${password}`)};`,
  `554-hex ${hex(password)} ${hex(password).toUpperCase()} url ${encodeURIComponent(password)}`,
  `554-first ${password.slice(0, 8)}`,
  `554-second ${password.slice(8)}`,
  '554 Message rejected: Email address is not verified. The following identities failed the check: batch@host01.corp.example',
].join('\r\n');

const rejected = atRelay({
  tls: 'OK',
  dsn: '5.0.0',
  reply: `554 login ${user} ${password} rejected; AUTH PLAIN ${blob(user, password)}`,
  stat: 'Service unavailable',
  bounced: [
    `>>> AUTH PLAIN ${blob(stranger, planted.passwordOfSomebodyElse)}`,
    '<<< 334 UGFzc3dvcmQ6',
    `>>> ${base64(planted.passwordOfSomebodyElse)}`,
    `<<< 535 5.7.8 ${user} / ${password}: authentication failed`,
  ],
});
const kept = atRelay({
  tls: 'OK',
  dsn: '4.0.0',
  stat: `Deferred: 454 ${user} ${password} try later`,
  kept: `Deferred: 454 ${user} ${password} try later`,
});
const held = atRelay({ dsn: '4.0.0', stat: 'quarantine', kept: 'held', quarantined: `found ${password} in it` });

export const plantedFault: Fault = {
  name: 'planted-secrets',
  story: 'a host full of secrets',
  state: {
    authinfo: [
      `AuthInfo:${relayName} "U:${user}" "I:${user}" "P:${password}" "M:PLAIN LOGIN"`,
      `AuthInfo:other.example "U:${otherUser}" "P=${base64(planted.passwordOfAnotherEntry)}"`,
      `AuthInfo:glued.example"U:${otherUser}""P:${planted.passwordOfAnotherEntry}"`,
      `#AuthInfo:${relayName} "U:${user}" "P:${planted.oldPasswordInComment}"`,
    ],
    authinfoDb: [`AuthInfo:${relayName} "U:${user}" "I:${user}" "P:${password}" "M:PLAIN LOGIN"`],
    relay: { ...healthyState.relay, user, password, mailReply: echo },
    messages: messages([95, delivered], [33, rejected], [20, held], [15, kept]),
  },
  shows: { status: 'failed', stage: 'relay', code: 'RELAY_SENDER_NOT_VERIFIED' },
};

const logLine = (text: string): string =>
  `${new Date().toDateString().slice(4, 10).replace(' 0', '  ')} 12:00:00 host01 mail:info sendmail[99]: 6AM99999000001: ${text}\n`;

/** Puts secrets into the files of a simulated host whose directory this is, where they may be on a real one. */
export const plantFiles = (root: string): void => {
  const append = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    appendFileSync(join(root, path), text);
  };
  const pem = `-----BEGIN PRIVATE KEY-----\n${planted.privateKey}\n-----END PRIVATE KEY-----\n`;
  append('etc/mail/certs/relay-ca.pem', pem);
  append('etc/mail/certs/host01.key', pem);
  append('etc/mail/default-auth-info', `${defaultUser}\n${defaultUser}\n${planted.defaultPassword}\nrealm\n`);
  append('etc/mail/sendmail.cf', `O DefaultAuthInfo=${root}/etc/mail/default-auth-info\n`);
  append(
    'var/log/maillog',
    [
      `<-- AUTH PLAIN ${blob(stranger, planted.passwordOfSomebodyElse)}`,
      '--> 334 UGFzc3dvcmQ6',
      `<-- ${base64(planted.passwordOfSomebodyElse)}`,
      '--> 235 2.0.0 OK Authenticated',
      `AUTH=server, relay=localhost [127.0.0.1], authid=${stranger}, mech=PLAIN, bits=0`,
      `AUTH=client, relay=${relayName}, mech=PLAIN, bits=256`,
      `>>> AUTH LOGIN ${base64(stranger)}`,
      `>>> ${base64(planted.passwordOfSomebodyElse)}`,
      `milter: password=${planted.passwordOfSomebodyElse} sent`,
      `Milter add: header: Subject: ${planted.subject}`,
      `to=<jo.doe@dest.example>, stat=Deferred: 454 ${password} ${base64(password)} ${encodeURIComponent(password)}`,
      `webhook says ${planted.slackToken} is bad`,
      `default login ${defaultUser} ${planted.defaultPassword} and ${planted.oldPasswordInComment} ${otherUser} ${planted.passwordOfAnotherEntry}`,
      '-----BEGIN PRIVATE KEY-----',
      planted.privateKey,
      '-----END PRIVATE KEY-----',
    ]
      .map(logLine)
      .join(''),
  );
  // A private letter that quotes a bounce, and a bounce that brings the letter back.
  const letter = `Subject: ${planted.subject}\n\n550 ${planted.body}\n>>> ${planted.body}\n`;
  const mailbox = join(root, 'var/spool/mail/root');
  const bounces = readFileSync(mailbox, 'utf8').replaceAll(
    / {3}----- Transcript/g,
    `${planted.body}\n\n   ----- Transcript`,
  );
  writeFileSync(
    mailbox,
    `From jo@dest.example Sun Nov 22 10:00:00 2026\nFrom: Jo <jo@dest.example>\n${letter}\n   ----- Transcript of session follows -----\n<<< 550 ${planted.body}\n\n${bounces}` +
      `From MAILER-DAEMON Sun Nov 22 11:00:00 2026\nFrom: Mail Delivery Subsystem <MAILER-DAEMON>\n\n   ----- Transcript of session follows -----\n550 5.1.1 unknown\n\n   ----- Original message follows -----\n\n${letter}`,
  );
  append('var/spool/mqueue/df6AM99999000002', `${planted.body}\n`);
  append(
    'var/spool/mqueue/qf6AM99999000002',
    `V8\nT1795000000\nK0\nN0\nP1\nM454 ${password} echoed by the relay ${blob(user, password)}\nS<root@host01>\nRPFD:<jo@dest.example>\nH??Subject: ${planted.subject}\n.\n`,
  );
};
