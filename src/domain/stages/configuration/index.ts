import type { CommandOutput } from '../../collector/probe.ts';
import type { HostFacts } from '../host-facts.ts';
import { loggedLines, outputsOf, type Stage, together } from '../stage.ts';
import { judgeConfiguration } from './judge.ts';

/** What decides most often comes first. */
const order = [/^compare /, /^find /, /^TLS demands/, /^grep the relay/, /^ls -l/, /-d0\.1/];

const evidence = (facts: HostFacts): readonly CommandOutput[] => {
  const outputs = outputsOf('configuration', 'build')(facts);
  return order.flatMap((label) => outputs.filter((one) => label.test(one.command)));
};

export const configurationStage: Stage = {
  id: 'configuration',
  needs: ['configuration', 'build', 'dialogue', 'logs', 'dns', 'facts'],
  judge: judgeConfiguration,
  evidence: together(evidence, loggedLines('configuration')),
};
