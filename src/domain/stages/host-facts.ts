import type { ProbeResult } from '../collector/probe.ts';
import { indexResults, type Results } from '../collector/results.ts';
import { type DialogueFacts, parseDialogue } from '../dialogue/parse.ts';
import { type ConfigurationFacts, parseConfiguration } from './configuration/parse.ts';
import { type DnsFacts, parseDns } from './dns/parse.ts';
import { type LogFacts, parseLogs } from './logs/parse.ts';
import { parseQueue, type QueueFacts } from './queue/parse.ts';
import { parseService, type ServiceFacts } from './service/parse.ts';
import { parseSystem, type SystemFacts } from './system-facts.ts';

/** Everything that was read of one host; each stage judges its own part and may look at the others. */
export interface HostFacts {
  readonly results: Results;
  readonly system: SystemFacts | undefined;
  readonly service: ServiceFacts;
  readonly configuration: ConfigurationFacts;
  readonly queue: QueueFacts;
  readonly dns: DnsFacts;
  readonly dialogue: DialogueFacts | undefined;
  readonly logs: LogFacts;
  /** Whether the inventory allows a login to the relay. */
  readonly tryLogin: boolean;
}

export function readFacts(probeResults: readonly ProbeResult[], tryLogin: boolean): HostFacts {
  const results = indexResults(probeResults);
  const system = parseSystem(results);
  const dialogue = parseDialogue(results);
  const dns = parseDns(results);
  return {
    results,
    system,
    service: parseService(results),
    configuration: parseConfiguration(results),
    queue: parseQueue(results),
    dns,
    dialogue,
    logs: parseLogs(results, system, dialogue, dns),
    tryLogin,
  };
}
