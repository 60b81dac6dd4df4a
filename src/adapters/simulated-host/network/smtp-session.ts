import type { RelayBehaviour } from './relay-behaviour.ts';

/** One conversation with the practice relay: what to answer to each line, and nothing of sockets. */
export interface SmtpSession {
  readonly greeting: string;
  /** Reply lines for one line of the client; `next` says what the connection does after the reply. */
  answer(line: string): { readonly reply: string; readonly next?: 'tls' | 'end' };
}

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

export const openSmtpSession = (name: string, behaviour: RelayBehaviour): SmtpSession => {
  let secure = false;
  let loggedIn = false;
  let expecting: ((line: string) => string) | undefined;

  const login = (user: string, password: string): string => {
    loggedIn = user === behaviour.user && password === behaviour.password;
    return loggedIn ? '235 Authentication successful.' : '535 Authentication Credentials Invalid';
  };
  const plain = (line: string): string => {
    const [, user = '', password = ''] = decode(line).split('\0');
    return login(user, password);
  };
  const loginPassword = (userLine: string): string => {
    expecting = (line) => login(decode(userLine), decode(line));
    return '334 UGFzc3dvcmQ6';
  };
  const startLogin = (mechanism: string, first: string | undefined): string => {
    if (behaviour.startTls && !secure) return '530 Must issue a STARTTLS command first';
    if (mechanism === 'PLAIN' && first !== undefined) return plain(first);
    if (mechanism === 'PLAIN') {
      expecting = plain;
      return '334 ';
    }
    if (mechanism !== 'LOGIN') return '504 Unrecognized authentication type';
    if (first !== undefined) return loginPassword(first);
    expecting = loginPassword;
    return '334 VXNlcm5hbWU6';
  };
  const greetBack = (): string =>
    [
      `250-${name}`,
      '250-8BITMIME',
      ...(behaviour.startTls && !secure ? ['250-STARTTLS'] : []),
      ...(secure ? ['250-AUTH PLAIN LOGIN'] : []),
      '250 Ok',
    ].join('\r\n');
  const takeSender = (): string => {
    if (!secure) return '530 Must issue a STARTTLS command first';
    if (!loggedIn) return '530 Authentication required';
    return behaviour.mailReply ?? '250 Ok';
  };

  return {
    greeting: `220 ${name} ESMTP Practice relay`,
    answer: (line) => {
      if (expecting !== undefined) {
        const next = expecting;
        expecting = undefined;
        return { reply: line === '*' ? '501 Authentication cancelled' : next(line) };
      }
      const [verb = '', ...words] = line.trim().split(/\s+/);
      switch (verb.toUpperCase()) {
        case 'EHLO':
        case 'HELO':
          return { reply: greetBack() };
        case 'STARTTLS':
          if (!behaviour.startTls || secure) return { reply: '502 Unrecognized command' };
          secure = true;
          return { reply: '220 Ready to start TLS', next: 'tls' };
        case 'AUTH':
          return { reply: startLogin((words[0] ?? '').toUpperCase(), words[1]) };
        case 'MAIL':
          return { reply: takeSender() };
        case 'RSET':
        case 'NOOP':
          return { reply: '250 Ok' };
        case 'QUIT':
          return { reply: '221 Bye', next: 'end' };
        default:
          return { reply: '502 Unrecognized command' };
      }
    },
  };
};
