/** One host of the inventory, defaults already applied. */
export interface Host {
  /** Name as written in the inventory. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly identityFile?: string;
  /** How privileged reads are made: as the login user, or through `sudo -n`. */
  readonly become: 'none' | 'sudo';
  /** Name of the host to jump over. */
  readonly jump?: string;
  readonly aliases: readonly string[];
  readonly groups: readonly string[];
  /** Only where the host's own configuration can't tell. */
  readonly relay?: { readonly host: string; readonly port: number };
  /** Whether the check may log in to the relay with the host's own credentials. Default true. */
  readonly tryLogin: boolean;
  /** Old servers: SHA-1 key exchange, CBC ciphers and ssh-dss are offered too. */
  readonly legacyAlgorithms: boolean;
}
