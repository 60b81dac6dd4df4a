/** Hosts as they were named: a watch of a group follows the group when the configuration changes. */
export interface Target {
  readonly kind: 'host' | 'group' | 'all';
  /** As in the inventory; `all` for all. */
  readonly name: string;
}

/** What somebody asked for. Names of hosts and groups are those of the inventory, never the typed text. */
export type Command =
  /** `scope`: what was named, in words: `erp`, `all hosts`, `host01 and host02`. */
  | { readonly kind: 'diagnose'; readonly hosts: readonly string[]; readonly scope: string }
  | { readonly kind: 'status'; readonly hosts: readonly string[]; readonly scope: string }
  | { readonly kind: 'queue' | 'checklist' | 'history'; readonly host: string }
  | { readonly kind: 'explain'; readonly text: string }
  | {
      readonly kind: 'watch';
      readonly targets: readonly Target[];
      readonly everySeconds: number | undefined;
      /** Slack's id of the channel for incidents. */
      readonly channel: string | undefined;
    }
  | { readonly kind: 'unwatch'; readonly targets: readonly Target[] }
  | { readonly kind: 'maintenance'; readonly targets: readonly Target[]; readonly seconds: number | 'end' }
  | { readonly kind: 'watches' | 'incidents' | 'hosts' | 'help' };

type ProblemCode =
  | 'empty'
  | 'too-long'
  | 'unknown-command'
  | 'host-missing'
  | 'host-unknown'
  | 'host-one-only'
  | 'address'
  | 'not-a-name'
  | 'text-missing'
  | 'duration'
  | 'channel';

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
