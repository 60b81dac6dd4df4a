import type { Results } from '../collector/results.ts';

export interface ConnectAttempt {
  readonly address: string;
  readonly port: number;
  /** `ok`, `timeout`, `waiting` (no answer while another address had one), or the errno name such as `ECONNREFUSED`. */
  readonly state: string;
}

/** One reply of the relay, its lines as they came. */
export interface PhaseReply {
  readonly code: number;
  readonly lines: readonly string[];
}

/** The SMTP dialogue as it went; see program.ts for its lines. A missing outcome means that it did not come so far. */
export interface DialogueFacts {
  readonly resolve: 'no-address' | 'timeout' | 'ipv6-only' | undefined;
  readonly names: readonly string[];
  readonly attempts: readonly ConnectAttempt[];
  readonly connected: string | undefined;
  readonly connectFailed: boolean;
  /** Other ports of the same address that greet as SMTP servers, tried only when the configured one does not answer. */
  readonly otherPorts: readonly number[];
  readonly greeting: string | undefined;
  readonly greetingReply: PhaseReply | undefined;
  /** Seconds that the relay took to greet. */
  readonly greetingTook: number | undefined;
  readonly ehlo: string | undefined;
  readonly offersTls: boolean | undefined;
  /** The relay offers STARTTLS and the access map of the host forbids it (Try_TLS); `offersTls` is false then. */
  readonly tlsForbidden: boolean;
  /** The host has a certificate of its own to show, which the login user may not read. */
  readonly certificateWithheld: boolean;
  /** Reply to MAIL in clear, asked only where STARTTLS was refused. */
  readonly clear: string | undefined;
  readonly offersAuthInClear: boolean;
  readonly tls: 'ok' | 'failed' | 'silent' | 'timeout' | 'no-openssl' | undefined;
  readonly tlsLines: readonly string[];
  /** Code of the reply to STARTTLS asked in clear, `timeout`, `closed` or `garbage`; only after a failed handshake. */
  readonly starttlsReply: string | undefined;
  readonly starttlsLines: readonly string[];
  readonly auth: string | undefined;
  readonly authReply: PhaseReply | undefined;
  readonly authOffered: string;
  readonly authEntry: string | undefined;
  readonly mail: string | undefined;
  readonly mailReply: PhaseReply | undefined;
  readonly ended: boolean;
  /** Held as root, since the login user had no way. */
  readonly asRoot: boolean;
  readonly lines: readonly string[];
}

const lineShape = /^(\w+) ([<>:=]) (.*)$/;

export function parseDialogue(results: Results): DialogueFacts | undefined {
  const output = results.output('dialogue', /^SMTP dialogue/);
  if (!output) return undefined;
  // Where the login had no way, the whole was done once more as root: that counts.
  const lines = output.lines.slice(output.lines.lastIndexOf('again : as root') + 1);
  const asRoot = lines.length < output.lines.length;
  const entries = lines.flatMap((line) => {
    const [, phase, mark, text] = lineShape.exec(line) ?? [];
    return phase && mark ? [{ phase, mark, text: text ?? '' }] : [];
  });
  const texts = (phase: string, mark: string): string[] =>
    entries.filter((entry) => entry.phase === phase && entry.mark === mark).map((entry) => entry.text);
  const outcome = (phase: string): string | undefined => texts(phase, '=').at(-1);
  const reply = (phase: string): PhaseReply | undefined => {
    const lines = texts(phase, '<');
    const last = lines.findLast((line) => /^\d{3}/.test(line));
    return last === undefined ? undefined : { code: Number(last.slice(0, 3)), lines };
  };
  const attempts = texts('connect', ':').flatMap((text): ConnectAttempt[] => {
    const [, address, port, state] = /^(\S+) port (\d+) (?:failed )?(errno \d+ \(.*\)|\S+)/.exec(text) ?? [];
    return address && port && state ? [{ address, port: Number(port), state }] : [];
  });
  const connect = outcome('connect');
  const starttls = texts('starttls', '=');
  const clear = outcome('clear');
  const takenInClear = clear?.startsWith('250') === true;
  return {
    resolve: outcome('resolve') as DialogueFacts['resolve'],
    names: texts('resolve', ':'),
    attempts,
    connected: connect?.startsWith('ok') ? connect.slice(3) : undefined,
    connectFailed: connect === 'failed',
    otherPorts: texts('other', ':').flatMap((text) =>
      /^port (\d+) greets/.exec(text)?.[1] ? [Number(/^port (\d+)/.exec(text)?.[1])] : [],
    ),
    greeting: outcome('greeting'),
    greetingReply: reply('greeting'),
    greetingTook: texts('greeting', ':')
      .map((text) => Number(/^after ([\d.]+) s/.exec(text)?.[1]))
      .find((seconds) => !Number.isNaN(seconds)),
    ehlo: outcome('ehlo'),
    offersTls: starttls.includes('offered')
      ? true
      : starttls.includes('not-offered') || starttls.includes('forbidden')
        ? false
        : undefined,
    tlsForbidden: starttls.includes('forbidden'),
    certificateWithheld: texts('tls', ':').includes('own certificate not readable'),
    clear,
    offersAuthInClear: texts('ehlo', '<').some((line) => /^250[ -]AUTH/i.test(line)),
    tls: outcome('tls') as DialogueFacts['tls'],
    tlsLines: [...texts('tls', ':'), ...texts('tls', '<')],
    starttlsReply: starttls.find((text) => text.startsWith('reply '))?.slice(6),
    starttlsLines: texts('starttls', '<'),
    auth: outcome('auth') ?? (takenInClear ? 'not-in-clear' : undefined),
    authReply: reply('auth'),
    authOffered:
      texts('auth', ':')
        .find((text) => text.startsWith('offered '))
        ?.slice(8) ?? '',
    authEntry: texts('auth', ':')
      .map((text) => /^entry (\S+)/.exec(text)?.[1])
      .find(Boolean),
    mail: outcome('mail') ?? (takenInClear ? clear : undefined),
    mailReply: reply('mail'),
    ended: outcome('end') === 'ok',
    asRoot,
    lines,
  };
}
