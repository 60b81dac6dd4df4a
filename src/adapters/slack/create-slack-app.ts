import { App, type CustomRoute, HTTPReceiver, type Logger } from '@slack/bolt';
import type { IncidentDesk } from '../../application/incidents/incident-desk.ts';
import type { AuditLog } from '../../application/ports/audit-log.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Inventory } from '../../application/ports/inventory.ts';
import type { Log } from '../../application/ports/log.ts';
import type { DiagnosisRequest, RequestedDiagnosis } from '../../application/request-diagnosis.ts';
import type { Surveys } from '../../application/surveys/surveys.ts';
import type { Watching } from '../../application/watching/watching.ts';
import type { PolicyTable } from '../../domain/policy/policy.ts';
import { buildInFlight } from './inbound/in-flight.ts';
import { listen } from './inbound/listen.ts';
import { defaultLimits, type Explanation, type InboundLimits, type InboundParts } from './inbound/parts.ts';
import { defaultQuestions, type QuestionSettings } from './inbound/question-settings.ts';
import { clientOptions } from './outbox/web-client.ts';
import { buildFacts } from './people/facts.ts';
import { whoAmI } from './people/identity.ts';
import { buildReceivers, buildSockets, type SocketOptions, type Sockets } from './socket/sockets.ts';
import type { SlackWriter } from './writer.ts';

export interface SlackAppParts {
  readonly botToken: string;
  /** `socket`: outbound sockets only. `http`: Slack calls `/slack/events` on `port`, which may serve other paths too. */
  readonly mode:
    | { readonly kind: 'socket'; readonly appToken: string }
    | {
        readonly kind: 'http';
        readonly signingSecret: string;
        readonly port: number;
        readonly routes?: readonly CustomRoute[];
      };
  readonly apiUrl?: string | undefined;
  readonly inventory: Inventory;
  readonly requestDiagnosis: (asked: DiagnosisRequest) => Promise<RequestedDiagnosis>;
  readonly surveys: Surveys;
  readonly explain: (text: string) => Explanation;
  /** Channels where plain messages are listened to; none unless given. */
  readonly questionChannels?: readonly string[];
  readonly questions?: Partial<QuestionSettings>;
  readonly incidents?: IncidentDesk | undefined;
  readonly watching?: Watching | undefined;
  readonly history?: InboundParts['history'];
  readonly drawHistory?: InboundParts['drawHistory'];
  /** Where incidents go unless a watch says otherwise. */
  readonly incidentChannel?: string | undefined;
  readonly policy: PolicyTable;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly boltLogger: Logger;
  readonly writer: SlackWriter;
  /** The bot hears nothing any more and cannot mend it: the process should end with an error. */
  readonly onDeaf: (error: Error) => void;
  readonly limits?: Partial<InboundLimits>;
  readonly sockets?: Pick<SocketOptions, 'sockets' | 'staggerMs' | 'deafMs' | 'timing'>;
}

interface SlackHealth {
  /** Slack can reach this process. */
  readonly connected: boolean;
  readonly sockets: { readonly open: number; readonly wanted: number };
  readonly inFlight: number;
}

export interface SlackApp {
  /** Resolves when Slack can reach the bot; rejects when tokens are refused or Slack is not there. */
  start(): Promise<void>;
  /** Takes nothing new, and waits up to `graceMs` for what is under way. The writer stays: a worker may still need it. */
  stop(graceMs?: number): Promise<void>;
  health(): SlackHealth;
}

export const createSlackApp = (parts: SlackAppParts): SlackApp => {
  const { log, boltLogger, mode, apiUrl, writer } = parts;
  const inFlight = buildInFlight(log);
  const limits = { ...defaultLimits, ...parts.limits };
  let sockets: Sockets | undefined;
  let http: HTTPReceiver | undefined;

  return {
    async start() {
      const identity = await whoAmI(writer.outbox.caller);
      const socketOptions: SocketOptions | undefined =
        mode.kind === 'socket'
          ? { ...parts.sockets, appToken: mode.appToken, apiUrl, boltLogger, log, onDeaf: parts.onDeaf }
          : undefined;
      const receivers = socketOptions === undefined ? [] : buildReceivers(socketOptions);
      const receiver =
        receivers[0] ??
        new HTTPReceiver({
          signingSecret: mode.kind === 'http' ? mode.signingSecret : '',
          logger: boltLogger,
          // Events are acknowledged after their listener, as on sockets.
          processBeforeResponse: true,
          customRoutes: mode.kind === 'http' ? [...(mode.routes ?? [])] : [],
        });
      const app = new App({
        token: parts.botToken,
        botId: identity.bot,
        botUserId: identity.botUser,
        // Both ids are given, so no call is spent on them; the check of the token was made above.
        tokenVerificationEnabled: false,
        deferInitialization: true,
        receiver,
        clientOptions: clientOptions(apiUrl, boltLogger, 10_000),
        convoStore: false,
        logger: boltLogger,
        logLevel: boltLogger.getLevel(),
      });
      // Whoever swallows errors here would acknowledge events that were not taken.
      app.error(async (error) => {
        throw error;
      });
      listen(app, {
        ...parts,
        questionChannels: parts.questionChannels ?? [],
        questions: { ...defaultQuestions, ...parts.questions },
        identity,
        inFlight,
        limits,
        facts: buildFacts(writer.outbox.caller, identity, limits.factsMs),
      });
      await app.init();
      if (socketOptions !== undefined) {
        sockets = buildSockets(receivers, app, socketOptions);
        await sockets.start();
      } else if (receiver instanceof HTTPReceiver && mode.kind === 'http') {
        await receiver.start(mode.port);
        http = receiver;
      }
      log.info({ team: identity.team, mode: mode.kind }, 'the Slack bot is listening');
    },

    async stop(graceMs = 10_000) {
      const until = Date.now() + graceMs;
      // Requests in hand are acknowledged over the sockets, so these go second.
      await inFlight.settle(Math.min(3_000, graceMs));
      await sockets?.stop();
      await http?.stop();
      const settled = await inFlight.settle(Math.max(0, until - Date.now()));
      if (!settled) log.warn({ left: inFlight.count }, 'work for Slack was left unfinished at the stop');
    },

    health() {
      const open = sockets?.open() ?? 0;
      return {
        connected: http !== undefined || open > 0,
        sockets: { open, wanted: sockets?.wanted ?? 0 },
        inFlight: inFlight.count,
      };
    },
  };
};
