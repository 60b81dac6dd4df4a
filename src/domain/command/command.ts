/** What somebody asked for. Host names are those of the inventory, never the typed text. */
export type Command =
  | { readonly kind: 'diagnose'; readonly hosts: readonly string[] }
  | { readonly kind: 'queue' | 'checklist'; readonly host: string }
  | { readonly kind: 'explain'; readonly text: string }
  | { readonly kind: 'hosts' }
  | { readonly kind: 'help' };

type ProblemCode =
  | 'empty'
  | 'too-long'
  | 'unknown-command'
  | 'host-missing'
  | 'host-unknown'
  | 'host-one-only'
  | 'hosts-too-many'
  | 'address'
  | 'not-a-name'
  | 'text-missing';

/** Why a text is no command, for the person who typed it. Plain text: whoever shows it escapes it. */
export interface Problem {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  readonly message: string;
  /** Commands that would work, without the `/mail` or the mention before them. */
  readonly tries: readonly string[];
}

/** What the parser must know of the inventory. */
export interface KnownHosts {
  readonly hosts: readonly {
    readonly name: string;
    readonly address: string;
    readonly aliases: readonly string[];
    readonly groups: readonly string[];
  }[];
}
