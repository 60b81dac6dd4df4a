/** What a person can do to an incident; each has its undo. */
export type IncidentAction =
  | { readonly kind: 'acknowledge' | 'unacknowledge' | 'unassign' | 'unsnooze' }
  /** `to`: Slack's id of a person. */
  | { readonly kind: 'assign'; readonly to: string }
  | { readonly kind: 'snooze'; readonly seconds: number }
  /** One host of it, or its whole cause when no host is given. `seconds` null: until taken back. */
  | { readonly kind: 'silence'; readonly host?: string; readonly seconds: number | null }
  | { readonly kind: 'unsilence'; readonly host?: string }
  /** Somebody says it is mended: its hosts are checked at once, and the queues are watched until they have drained. */
  | { readonly kind: 'prove' };

/** Why an action was not taken: somebody else was quicker, or it makes no sense any more. For the person. */
export class ActionRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ActionRefused';
  }
}
