import { appendFileSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { type RelayMode, relayPassword, relayUser } from './relay-mode.ts';

// The scripted relay: a process of its own in its own network namespace. argv: directory with modes, certificates and the record.
const [, , directory = '.'] = process.argv;
const seen = new Map<string, number>();
const postponed = new Map<string, number>();

const readMode = (client: string): RelayMode => {
  let mode: RelayMode = {};
  try {
    mode = JSON.parse(readFileSync(`${directory}/modes/${client}.json`, 'utf8')) as RelayMode;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const count = (seen.get(client) ?? 0) + 1;
  seen.set(client, count);
  return mode.every !== undefined && count % mode.every !== 0 ? {} : mode;
};

const context = (mode: RelayMode) => {
  const name = mode.certificate ?? 'good';
  return createSecureContext({
    key: readFileSync(`${directory}/certs/${name}.key`),
    cert: readFileSync(`${directory}/certs/${name}.pem`),
    ...mode.tls,
  });
};

const serve = (raw: Socket, secureFromStart: boolean): void => {
  const client = (raw.remoteAddress ?? '').replace('::ffff:', '');
  const mode = readMode(client);
  const record = (text: string): void => appendFileSync(`${directory}/record/${client}`, `${text}\n`);
  let socket: Socket = raw;
  let secure = secureFromStart;
  let loggedIn = false;
  let pending: ((line: string) => void) | undefined;
  let inMessage = false;
  let recipient = '';
  let recipients = 0;
  let messages = 0;
  let rest = '';
  const say = (text: string): void => {
    if (!socket.writable || text === 'hang') return;
    if (text === 'close') return void raw.destroy();
    const lines = text.split('\n');
    socket.write(
      `${lines.map((line, at) => (at < lines.length - 1 && /^\d{3} /u.test(line) ? `${line.slice(0, 3)}-${line.slice(4)}` : line)).join('\r\n')}\r\n`,
    );
    if (text.startsWith('421')) socket.end();
  };
  const finishLogin = (user: string, password: string): void => {
    record('AUTH');
    const auth = mode.auth ?? 'check';
    if (auth === 'close') socket.destroy();
    else if (auth === 'hang') return;
    else if (auth !== 'check') say(auth);
    else if (user === relayUser && password === relayPassword) {
      loggedIn = true;
      say('235 2.7.0 Authentication successful');
    } else say(mode.badLogin ?? '535 Authentication Credentials Invalid');
  };
  const mechanisms = (): readonly string[] =>
    (secure ? mode.mechanismsOverTls : undefined) ?? mode.mechanisms ?? ['PLAIN', 'LOGIN'];
  const plain = (answer: string): void => {
    const [, user = '', password = ''] = Buffer.from(answer, 'base64').toString().split('\0');
    finishLogin(user, password);
  };
  const login = (argument: string): void => {
    const [mechanism = '', initial] = argument.split(' ');
    const offered = mechanisms();
    if (!offered.includes(mechanism.toUpperCase())) return say('504 5.5.4 Unrecognized authentication type');
    if (mechanism.toUpperCase() === 'PLAIN') {
      if (initial !== undefined) return plain(initial);
      pending = plain;
      return say('334 ');
    }
    const password = (user: string): void => {
      pending = (line) => finishLogin(Buffer.from(user, 'base64').toString(), Buffer.from(line, 'base64').toString());
      say('334 UGFzc3dvcmQ6');
    };
    if (initial !== undefined) return password(initial);
    pending = password;
    say('334 VXNlcm5hbWU6');
  };
  const startTls = (): void => {
    const how = mode.starttls ?? 'offered';
    if (how === 'absent') return say('502 5.5.1 Command not implemented');
    if (/^\d{3}/u.test(how)) return say(how);
    say('220 Ready to start TLS');
    if (how === 'garbage') {
      socket.write('HTTP/1.1 403 Blocked by content inspection\r\n\r\n');
      return;
    }
    if (how === 'close') return void socket.end();
    raw.removeAllListeners('data');
    if (how === 'silent') return;
    const wrapped = new TLSSocket(raw, {
      isServer: true,
      secureContext: mode.wantsName ? createSecureContext({}) : context(mode),
      ...(mode.wantsName ? { SNICallback: (_name, done) => done(null, context(mode)) } : {}),
      ...(mode.wantsCertificate ? { requestCert: true, rejectUnauthorized: true } : {}),
      ...(mode.takesCertificate ? { requestCert: true, rejectUnauthorized: false } : {}),
    });
    if (mode.takesCertificate)
      wrapped.on('secure', () => {
        loggedIn ||= Object.keys(wrapped.getPeerCertificate() ?? {}).length > 0;
      });
    wrapped.on('error', () => raw.destroy());
    secure = true;
    rest = '';
    socket = wrapped;
    wrapped.on('data', read);
  };
  const ehlo = (line: string): void => {
    if (isRefused('hello', line)) return say(mode.refuses?.reply ?? '');
    if (mode.ehlo === 'close') return void raw.destroy();
    if (mode.ehlo === 'hang') return;
    if (mode.ehlo !== undefined) return say(mode.ehlo);
    const lines = ['smtp.relay.test', '8BITMIME', 'SIZE 10485760'];
    const how = mode.starttls ?? 'offered';
    if (!secure && how !== 'absent') lines.push('STARTTLS');
    const offered = mechanisms();
    if ((secure || mode.authInClear === true) && offered.length > 0) lines.push(`AUTH ${offered.join(' ')}`);
    say(lines.map((line) => `250 ${line}`).join('\n'));
  };
  const isRefused = (kind: 'hello' | 'sender' | 'recipient', line: string): boolean => {
    const pattern = mode.refuses?.[kind];
    return pattern !== undefined && new RegExp(pattern, 'iu').test(line);
  };
  const mail = (line: string): void => {
    recipients = 0;
    messages += 1;
    if (!secure && !loggedIn && (mode.needLogin ?? true))
      return say(mode.noTls ?? '530 Must issue a STARTTLS command first');
    if (!loggedIn && (mode.needLogin ?? true)) return say(mode.noLogin ?? '530 Authentication required');
    if (messages > (mode.perSession ?? Number.POSITIVE_INFINITY))
      return say('421 4.7.0 Too many messages in this session');
    if (isRefused('sender', line)) return say(mode.refuses?.reply ?? '');
    say(mode.mail ?? '250 2.1.0 Ok');
  };
  const greylisted = (): boolean => {
    const count = (postponed.get(client + recipient) ?? 0) + 1;
    postponed.set(client + recipient, count);
    return count <= (mode.greylist ?? 0);
  };
  const obey = (line: string): void => {
    if (pending !== undefined) {
      const next = pending;
      pending = undefined;
      return next(line);
    }
    if (inMessage) {
      if (line !== '.') return;
      inMessage = false;
      const answer = mode.message ?? '250 Ok 0100018f4e2a7b1c-lab-000000';
      if (answer.startsWith('2')) record('ACCEPTED');
      return say(answer);
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'HELO' && mode.helo !== undefined) return say(mode.helo);
    if (verb === 'EHLO' || verb === 'HELO') return ehlo(line);
    if (/^STARTTLS$/iu.test(line)) return startTls();
    if (verb === 'AUTH') return login(line.slice(5));
    if (verb === 'MAIL') return mail(line);
    if (verb === 'RCPT') {
      recipient = line;
      recipients += 1;
      if (recipients > (mode.recipients ?? Number.POSITIVE_INFINITY)) return say('452 4.5.3 Too many recipients');
      if (isRefused('recipient', line)) return say(mode.refuses?.reply ?? '');
      if (greylisted()) return say('450 4.7.1 <rcpt>: Recipient address rejected: Greylisted, try again later');
      return say(mode.rcpt ?? '250 2.1.5 Ok');
    }
    if (verb === 'DATA') {
      const answer = mode.data ?? '354 End data with <CR><LF>.<CR><LF>';
      inMessage = answer.startsWith('354');
      return say(answer);
    }
    if (verb === 'RSET' || verb === 'NOOP') return say('250 2.0.0 Ok');
    if (verb === 'QUIT') {
      say('221 2.0.0 Bye');
      return void socket.end();
    }
    say('502 5.5.2 Error: command not recognized');
  };
  const waitBefore = (line: string): number => {
    const command = pending === undefined ? (line.split(/[ :]/u)[0]?.toUpperCase() ?? '') : 'LOGIN';
    return inMessage && line !== '.' ? 0 : (mode.slow?.[command] ?? mode.slow?.['each'] ?? 0);
  };
  function read(piece: Buffer): void {
    rest += piece.toString('latin1');
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const line = rest.slice(0, end).replace(/\r$/u, '');
      rest = rest.slice(end + 1);
      const wait = waitBefore(line);
      if (wait === 0) obey(line);
      else setTimeout(obey, wait * 1000, line);
    }
  }
  raw.on('error', () => raw.destroy());
  raw.setTimeout(120_000, () => raw.destroy());
  if (secureFromStart) {
    socket = new TLSSocket(raw, { isServer: true, secureContext: context(mode) });
    socket.on('error', () => raw.destroy());
  }
  const greeting = mode.greeting ?? '220 smtp.relay.test ESMTP relay ready';
  if (greeting === 'close') return void raw.end();
  if (greeting === 'reset') return void raw.resetAndDestroy();
  socket.on('data', read);
  setTimeout(() => say(greeting), (mode.greetsAfter ?? 0) * 1000);
};

let open = 3;
for (const [port, secure] of [
  [25, false],
  [587, false],
  [465, true],
] as const) {
  createServer((socket) => serve(socket, secure)).listen(port, '::', () => {
    open -= 1;
    if (open === 0) process.stdout.write('ready\n');
  });
}
