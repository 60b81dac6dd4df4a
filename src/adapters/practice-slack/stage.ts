import { isRecord } from './arguments.ts';
import type { Acknowledgement, Transport } from './envelope.ts';
import type { Events } from './events.ts';
import type { Channel, Person } from './people.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { Workspace } from './workspace.ts';

/** What people's actions need: the workspace, and the ways to the app. */
export interface Stage {
  readonly workspace: Workspace;
  readonly transport: Transport;
  readonly events: Events;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly deadlineMs: number;
  readonly shouldEscape: boolean;
  /** Whether the app has a command, and the scope for it. */
  readonly knowsCommand: (command: string) => boolean;
  readonly isInteractive: boolean;
}

/** How a command or a click ended for the person who did it. */
export type Outcome = {
  readonly triggerId: string;
  /** Empty where Slack gives none (a modal, the home tab). */
  readonly responseUrl: string;
} & (
  | {
      readonly outcome: 'acknowledged';
      readonly tookMs: number;
      /** The body of the acknowledgement; undefined when it had none. */
      readonly response: Readonly<Record<string, unknown>> | undefined;
    }
  | {
      readonly outcome: 'failed';
      /** `operation_timeout`: no acknowledgement in time; `dispatch_failed`: the app was not there. */
      readonly error: string;
      readonly reason?: string;
    }
);

export function outcomeOf(answer: Acknowledgement, triggerId: string, responseUrl: string): Outcome {
  const common = { triggerId, responseUrl };
  if (answer.kind === 'timeout') return { ...common, outcome: 'failed', error: 'operation_timeout' };
  if (answer.kind === 'unreachable') {
    return { ...common, outcome: 'failed', error: 'dispatch_failed', reason: answer.reason };
  }
  const given = isRecord(answer.response) && Object.keys(answer.response).length > 0 ? answer.response : undefined;
  return { ...common, outcome: 'acknowledged', tookMs: answer.tookMs, response: given };
}

export function personOf(workspace: Workspace, idOrName: string): Person {
  const person = workspace.findPerson(idOrName);
  if (person === undefined) throw new Error(`nobody is called ${idOrName} in the practice workspace`);
  return person;
}

export function channelOf(workspace: Workspace, idOrName: string): Channel {
  // Also by the word of `channels`: `shared`, `private`, `im`.
  const named: Readonly<Record<string, Channel>> = workspace.named;
  const channel = workspace.findChannel(idOrName) ?? (Object.hasOwn(named, idOrName) ? named[idOrName] : undefined);
  if (channel === undefined) throw new Error(`there is no channel ${idOrName} in the practice workspace`);
  return channel;
}

/** Somebody in a channel; people act only where they are members. */
export function memberOf(workspace: Workspace, user: string, idOrName: string): { person: Person; channel: Channel } {
  const person = personOf(workspace, user);
  const channel = channelOf(workspace, idOrName);
  if (!channel.members.has(person.id)) throw new Error(`${person.name} is not in ${channel.name}`);
  return { person, channel };
}
