import { loadConfiguration } from '../../adapters/hosts/load-configuration.ts';
import { createLogger, type LogLevel } from '../../adapters/log/create-logger.ts';
import { type PracticeSlack, startPracticeSlack } from '../../adapters/practice-slack/index.ts';
import { type Fleet, type PlannedHost, startFleet } from '../../adapters/simulated-host/start-fleet.ts';
import { createClosers } from '../service/closers.ts';
import { type Service, startService } from '../service/start-service.ts';

/** The practice Slack, the simulated hosts, and between them what `stuckmail start` runs. */
export interface World extends Service {
  readonly slack: PracticeSlack;
  readonly fleet: Fleet;
  close(): Promise<void>;
}

/** Time for what is under way when the demo ends. */
const graceMs = 1000;

export const openWorld = async (plan: readonly PlannedHost[], level: LogLevel): Promise<World> => {
  const logger = createLogger({ level, fd: 2 });
  const closers = createClosers(logger);
  try {
    const fleet = await startFleet(plan);
    closers.add('hosts', () => fleet.close());
    const slack = await startPracticeSlack();
    closers.add('practice Slack', () => slack.close());
    const configuration = await loadConfiguration(fleet.configurationFile);
    const incidentChannel = slack.channels.ops.id;
    const service = await startService({
      role: 'start',
      environment: {
        botToken: slack.botToken,
        mode: { kind: 'socket', appToken: slack.appToken },
        apiUrl: slack.apiUrl,
        redisUrl: undefined,
        logLevel: level,
        port: undefined,
      },
      configuration: { ...configuration, slack: { ...configuration.slack, incidentChannel } },
      logger,
      closers,
      env: {},
      onDeaf: (error) => logger.error({ err: error }, 'the bot lost the practice Slack'),
      manner: {
        // The practice Slack has no rate limits, so the thread may grow faster; nothing of it is worth trying for long.
        timing: { postEveryMs: 150, editEveryMs: 150, giveUpMs: 2000 },
        // The audit line of each request would stand between the lines of the demo.
        ...(level === 'silent' ? { audit: { record: () => undefined } } : {}),
        graceMs,
        tickMs: 1000,
      },
    });
    return { slack, fleet, busy: () => service.busy(), close: () => closers.closeAll() };
  } catch (cause) {
    await closers.closeAll();
    throw cause;
  }
};
