/** What Slack sends an app: an event, a command, or a click. */
export interface Envelope {
  readonly kind: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

/** What came back for one envelope. */
export type Acknowledgement =
  | { readonly kind: 'acknowledged'; readonly response: unknown; readonly tookMs: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly doNotRetry?: boolean };

/** A way to the app: its sockets or its request URL. */
export interface Transport {
  send(envelope: Envelope, deadlineMs: number): Promise<Acknowledgement>;
}
