import { setTimeout as pause } from 'node:timers/promises';
import { act } from './act.ts';
import { createThreadView, isAnswer, type Screen } from './thread-view.ts';
import type { World } from './world.ts';

/** One person at the practice Slack. */
export interface Session {
  /** Does what a line asks for and resolves when everything that came of it is on the screen. False ends the demo. */
  enter(line: string): Promise<boolean>;
  /** Whether a check was answered in full: the answer, and the report in its thread. */
  answered(): boolean;
  close(): void;
}

const user = 'ann';
const channel = 'ops';
/** No run goes on and nothing has changed for this long: the answer is whole. */
const quietMs = 400;
/** A run may not take longer than its own limits; this only keeps the demo from waiting for ever. */
const longestMs = 150_000;

export const openSession = (world: World, screen: Screen, signal: AbortSignal): Session => {
  const { slack, fleet } = world;
  const view = createThreadView(slack, screen);
  let lastChange = Date.now();
  const stopFollowing = slack.onChange((change) => {
    lastChange = Date.now();
    view.show(change);
  });
  const say = (lines: readonly string[]): void => {
    view.leave();
    if (lines.length > 0) screen.write(`${lines.join('\n')}\n`);
  };

  const settle = async (): Promise<void> => {
    const began = Date.now();
    lastChange = began;
    while ((await world.busy()) || Date.now() - lastChange < quietMs) {
      if (Date.now() - began > longestMs) {
        say([`The check did not end within ${longestMs / 1000} s; its thread may grow on.`]);
        return;
      }
      await pause(50, undefined, { signal });
    }
  };

  return {
    enter: async (line) => {
      const next = await act(line, fleet, screen.style);
      if (next.kind === 'quit') return false;
      if (next.kind === 'told') {
        say(next.lines);
        return true;
      }
      view.leave();
      if (next.kind === 'said') await slack.say({ user, channel, text: next.text });
      else {
        const outcome = await slack.typeCommand({ user, channel, text: next.text });
        if (outcome.outcome === 'failed')
          say([`Slack shows ${user}: /mail failed because of the error "${outcome.error}".`]);
      }
      await settle();
      return true;
    },
    answered: () =>
      slack
        .messages(channel)
        .some((message) => isAnswer(message) && slack.thread(channel, message.ts).some(({ ts }) => ts !== message.ts)),
    close: stopFollowing,
  };
};
