import type { Arguments } from '../arguments.ts';
import type { Scopes } from '../scopes.ts';
import type { Sockets } from '../sockets.ts';
import type { Triggers } from '../triggers.ts';
import type { Workspace } from '../workspace.ts';

/** What a Web API method works on. */
export interface MethodContext {
  readonly workspace: Workspace;
  readonly sockets: Sockets;
  readonly triggers: Triggers;
  /** `http://127.0.0.1:PORT` without a slash at the end. */
  readonly baseUrl: string;
  readonly scopes: Scopes;
}

/** Runs one method; throws a Refusal for an `ok: false` answer. */
export type Method = (args: Arguments, context: MethodContext) => Record<string, unknown>;

export type Methods = Readonly<Record<string, Method>>;

/** Refuses unless the token has one of the scopes. */
export function need({ scopes }: MethodContext, ...wanted: readonly string[]): void {
  scopes.need(...wanted);
}
