/** Every wait and every number that is limited. Seconds may be fractions. */
export interface SshLimits {
  /** Name lookup and TCP connection, of one host. */
  readonly connectSeconds: number;
  /** From the first byte to the end of the login. */
  readonly loginSeconds: number;
  /** Until the server opened a channel and started the shell. */
  readonly channelSeconds: number;
  /** How long a run waits for its turn: for a login, or for a channel of a busy connection. */
  readonly turnSeconds: number;
  /** Connections through one jump host at a time; idle ones make room for those who wait. */
  readonly perJumpHost: number;
  /** How long a run waits for one of them. Whoever runs many hosts gives a run up sooner. */
  readonly jumpTurnSeconds: number;
  /** A whole script; the caller's signal usually comes first. */
  readonly scriptSeconds: number;
  /** After an abort, or after the shell ended: how long the channel may take to close. */
  readonly graceSeconds: number;
  /** A silent server is asked this often whether it is still there, and given up after `keepaliveCount` unanswered times. */
  readonly keepaliveSeconds: number;
  readonly keepaliveCount: number;
  /** At one server. sshd begins to drop connections at 10 logins under way (MaxStartups 10:30:100). */
  readonly loginsInParallel: number;
  /** sshd allows 10 sessions a connection (MaxSessions); hung ones count too. */
  readonly channelsPerConnection: number;
  /** Runs that may wait for a channel of one connection, or for a login. */
  readonly waiting: number;
  /** An unused connection is closed after this. */
  readonly idleSeconds: number;
  /** A connection takes no new run after this. */
  readonly maxAgeSeconds: number;
}

export const defaultLimits: SshLimits = {
  connectSeconds: 10,
  loginSeconds: 20,
  channelSeconds: 15,
  turnSeconds: 120,
  perJumpHost: 10,
  jumpTurnSeconds: 600,
  scriptSeconds: 600,
  graceSeconds: 2,
  keepaliveSeconds: 10,
  keepaliveCount: 3,
  loginsInParallel: 4,
  channelsPerConnection: 4,
  waiting: 500,
  idleSeconds: 45,
  maxAgeSeconds: 900,
};
