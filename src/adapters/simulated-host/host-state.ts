import type { RelayBehaviour } from './network/relay-behaviour.ts';

/** What became of one message; the log, the queue and root's mailbox of the host are written from it. */
export interface Outcome {
  readonly dsn: string;
  /** As Sendmail logs it behind `stat=`. */
  readonly stat: string;
  /** The relay's words behind `reply=`. */
  readonly reply?: string;
  /** The session got as far as STARTTLS, and this came of the certificate check. */
  readonly tls?: 'OK' | 'FAIL';
  /** Log line of its own before the result, e.g. of a map or a ruleset that failed. */
  readonly before?: string;
  /** `relay=` in the log: `NAME. [ADDRESS]`; left out when no relay was spoken to. */
  readonly relay?: string;
  /** Still in the queue, with this status in `mailq`; empty when no try was made. */
  readonly kept?: string;
  /** Held back by hand, with this reason. */
  readonly quarantined?: string;
  /** Session lines in the bounce that went back to the sender. */
  readonly bounced?: readonly string[];
}

export interface Message {
  readonly minutesAgo: number;
  readonly sender: string;
  readonly recipient: string;
  readonly size: number;
  readonly outcome: Outcome;
}

/** Everything that makes one simulated host what it is. A fault replaces some of it. */
export interface HostState {
  /** `unknown-key`: known_hosts has no line for it; `other-key`: its key is not the one in known_hosts. */
  readonly ssh: 'open' | 'refused' | 'other-key' | 'unknown-key';
  readonly service: 'active' | 'inoperative';
  /** How Sendmail was built: AIX 7.3's own program, or one without STARTTLS and SASLv2. */
  readonly build: 'complete' | 'plain';
  /** Value of `DS` in sendmail.cf; empty: direct delivery. */
  readonly smartHost: string;
  /** The relay's certificate must be good (access map, `TLS_Srv`). */
  readonly demandsCertificate: boolean;
  /** Lines of /etc/mail/authinfo, and what authinfo.db was made from. */
  readonly authinfo: readonly string[];
  readonly authinfoDb: readonly string[];
  readonly nameServers: 'answering' | 'silent';
  readonly relay: RelayBehaviour;
  /** Free space of /var in KiB, of 4 GiB. */
  readonly varFreeKib: number;
  /** Oldest first. */
  readonly messages: readonly Message[];
}

/** A name under `.example` can never be a real relay: nothing of the demo leaves the machine. */
export const relayName = 'smtp.relay.example';
export const relayAddress = '192.0.2.25';
export const relayPort = 587;

const relayUser = 'aixmail';
/** Made up; it opens the practice relay of this process and nothing else. */
const password = 'practice-relay-only';
export const oldPassword = 'practice-relay-old';

/** One line of authinfo as FEATURE(authinfo) wants it. */
export const authinfoLine = (secret: string): string =>
  `AuthInfo:${relayName} "U:${relayUser}" "I:${relayUser}" "P:${secret}" "M:PLAIN LOGIN"`;

const reached = `${relayName}. [${relayAddress}]`;

/** Outcome of a session that reached the relay. */
export const atRelay = (outcome: Outcome): Outcome => ({ relay: reached, ...outcome });

export const delivered: Outcome = atRelay({ tls: 'OK', dsn: '2.0.0', stat: 'Sent (Ok 0100018c-practice-000000)' });

/** Messages as three small applications would send them; the newest last. */
export const messages = (
  ...outcomes: readonly (readonly [minutesAgo: number, outcome: Outcome])[]
): readonly Message[] =>
  outcomes.map(([minutesAgo, outcome], index) => ({
    minutesAgo,
    sender: ['batch', 'payroll', 'root'][index % 3] ?? 'root',
    recipient: ['reports@dest.example', 'finance@dest.example', 'ops@dest.example'][index % 3] ?? 'ops@dest.example',
    size: 1180 + 217 * index,
    outcome,
  }));

export const healthyState: HostState = {
  ssh: 'open',
  service: 'active',
  build: 'complete',
  smartHost: relayName,
  demandsCertificate: false,
  authinfo: [authinfoLine(password)],
  authinfoDb: [authinfoLine(password)],
  nameServers: 'answering',
  relay: { port: 'open', startTls: true, certificate: 'good', user: relayUser, password },
  varFreeKib: 2_411_724,
  messages: messages([95, delivered], [47, delivered], [12, delivered]),
};
