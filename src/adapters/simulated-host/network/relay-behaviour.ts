/** How the practice relay of one simulated host answers. Data, so that a fault can say it. */
export interface RelayBehaviour {
  /** `closed`: nothing listens. `silent`: packets are dropped on the way, as by a firewall. */
  readonly port: 'open' | 'closed' | 'silent';
  readonly startTls: boolean;
  readonly certificate: 'good' | 'expired';
  /** The only login it accepts. */
  readonly user: string;
  readonly password: string;
  /** Reply to `MAIL FROM` after a good login; `250 Ok` when left out. */
  readonly mailReply?: string;
}
