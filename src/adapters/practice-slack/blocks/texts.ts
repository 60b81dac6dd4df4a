import { type Check, flag, shape, text, variant, word } from './checks.ts';

const type = text(1, 50);

/** A text object of type `plain_text`. */
export function plain(most: number): Check {
  return variant(() => ({ plain_text: shape({ type, text: text(1, most) }, { emoji: flag }) }));
}

export function mrkdwn(most: number): Check {
  return variant(() => ({ mrkdwn: shape({ type, text: text(1, most) }, { verbatim: flag }) }));
}

/** A text object of either type. */
export function anyText(most: number): Check {
  return variant(() => ({
    plain_text: shape({ type, text: text(1, most) }, { emoji: flag }),
    mrkdwn: shape({ type, text: text(1, most) }, { verbatim: flag }),
  }));
}

export const confirmDialog = shape(
  { text: anyText(300) },
  { title: plain(100), confirm: plain(30), deny: plain(30), style: word('primary', 'danger') },
);

export const option = shape({ text: anyText(75), value: text(1, 75) }, { description: plain(75), url: text(1, 3_000) });
