import type { InboundParts } from './parts.ts';

/** What Slack says of a press, as far as it tells who and where. */
export interface Pressed {
  readonly user: { readonly id: string };
  readonly team?: { readonly id: string } | null;
  readonly enterprise?: { readonly id: string } | null;
  readonly channel?: { readonly id: string } | undefined;
  readonly message?: object | undefined;
  readonly container?: object | undefined;
  readonly trigger_id?: string;
  readonly response_url?: string;
}

/** Who pressed something, and where. */
export interface PressPlace {
  readonly user: string;
  readonly team: string;
  /** None in the App Home. */
  readonly channel: string | undefined;
  /** Of the message with the button, or its thread; none for a private answer outside a thread. */
  readonly thread: string | undefined;
  readonly triggerId: string;
  readonly responseUrl: string | undefined;
}

export const placeOf = (body: Pressed, homeTeam: string): PressPlace => {
  const container: { message_ts?: string; thread_ts?: string; is_ephemeral?: boolean } | undefined = body.container;
  const message: { thread_ts?: string } | undefined = body.message;
  // A private answer has no thread of its own.
  const own = container?.is_ephemeral === true ? undefined : container?.message_ts;
  return {
    user: body.user.id,
    team: body.enterprise?.id ?? body.team?.id ?? homeTeam,
    channel: body.channel?.id,
    thread: container?.thread_ts ?? message?.thread_ts ?? own,
    triggerId: body.trigger_id ?? '',
    responseUrl: body.response_url,
  };
};

/** The same in a channel; undefined where there is none. */
export const pressedAt = (
  { identity }: InboundParts,
  body: Pressed,
): (PressPlace & { readonly channel: string }) | undefined => {
  const place = placeOf(body, identity.team);
  return place.channel === undefined ? undefined : { ...place, channel: place.channel };
};
