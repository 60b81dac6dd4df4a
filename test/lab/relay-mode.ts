/** What the scripted relay does on its next connection from one host. Everything left out is a healthy relay's way. */
export interface RelayMode {
  /** First line sent; `hang` sends nothing, `close` ends the connection at once, `reset` with a reset. */
  readonly greeting?: string;
  /** Seconds before the greeting. */
  readonly greetsAfter?: number;
  /** What becomes of the session at EHLO. */
  readonly ehlo?: 'close' | 'hang' | (string & {});
  /** Reply to HELO; that to EHLO when left out. */
  readonly helo?: string;
  readonly starttls?: 'offered' | 'absent' | 'garbage' | 'silent' | 'close' | (string & {});
  readonly certificate?: 'good' | 'self-signed' | 'expired' | 'not-yet' | 'other-name' | 'other-ca';
  /** Limits of the TLS server, as node:tls names them. */
  readonly tls?: {
    readonly minVersion?: 'TLSv1' | 'TLSv1.2' | 'TLSv1.3';
    readonly maxVersion?: 'TLSv1' | 'TLSv1.2';
    readonly ciphers?: string;
  };
  /** Demands a certificate of the client. */
  readonly wantsCertificate?: boolean;
  /** Takes mail without a login from whom shows a certificate, whoever signed it. */
  readonly takesCertificate?: boolean;
  /** Offers AUTH before STARTTLS as well. */
  readonly authInClear?: boolean;
  /** Takes no handshake that does not say the relay's name (SNI). */
  readonly wantsName?: boolean;
  /** What EHLO offers after AUTH; an empty list offers no AUTH. */
  readonly mechanisms?: readonly string[];
  /** The same once TLS is up; `mechanisms` when left out. */
  readonly mechanismsOverTls?: readonly string[];
  /** Reply to a login; `check` compares with the right user and password. */
  readonly auth?: 'check' | 'close' | 'hang' | (string & {});
  /** Reply to a wrong login. */
  readonly badLogin?: string;
  /** Each of the replies below may be `close` or `hang` instead. */
  readonly needLogin?: boolean;
  /** Reply to MAIL without a login, or without STARTTLS. */
  readonly noLogin?: string;
  readonly noTls?: string;
  readonly mail?: string;
  readonly rcpt?: string;
  readonly data?: string;
  /** Reply after the message. */
  readonly message?: string;
  /** Regular expressions: what of this kind is refused, and how. The rest is taken. */
  readonly refuses?: {
    readonly hello?: string;
    readonly sender?: string;
    readonly recipient?: string;
    readonly reply: string;
  };
  /** Recipients that one message may have; more are answered with 452. */
  readonly recipients?: number;
  /** Messages that one session may bring; the next MAIL is answered with 421. */
  readonly perSession?: number;
  /** Seconds before the answer to a command (`EHLO`, `AUTH`, `MAIL`, ..., `.` for the message), or to `each` of them. */
  readonly slow?: Readonly<Record<string, number>>;
  /** Only every n-th connection follows this mode, the others are healthy: a fault that comes and goes. */
  readonly every?: number;
  /** How many messages for one recipient are put off before one is taken. */
  readonly greylist?: number;
}

/** The login the relay knows. */
export const relayUser = 'AKIALABUSER00000001';
export const relayPassword = 'Lab/Secret+Word0815xyz';
/** A login it refuses: what a stale map holds. */
export const oldPassword = 'Former-Secret-Word4711';
