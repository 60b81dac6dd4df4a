import type { Probe } from '../collector/probe.ts';
import { dialogueProbe } from '../dialogue/probe.ts';
import { authenticationStage } from './authentication/index.ts';
import { configurationStage } from './configuration/index.ts';
import { buildProbe, configurationProbe } from './configuration/probe.ts';
import { connectivityStage } from './connectivity/index.ts';
import { dnsStage } from './dns/index.ts';
import { dnsProbe } from './dns/probe.ts';
import { logsStage } from './logs/index.ts';
import { logsProbe } from './logs/probe.ts';
import { queueStage } from './queue/index.ts';
import { mailqProbe, queueProbe } from './queue/probe.ts';
import { relayStage } from './relay/index.ts';
import { serviceStage } from './service/index.ts';
import { serviceProbe } from './service/probe.ts';
import type { Stage } from './stage.ts';
import { starttlsStage } from './starttls/index.ts';

/** The stages in the order in which a message passes them. */
export const stages: readonly Stage[] = [
  serviceStage,
  configurationStage,
  queueStage,
  dnsStage,
  connectivityStage,
  starttlsStage,
  authenticationStage,
  relayStage,
  logsStage,
];

/** Everything that is ever run on a host, slowest first. */
export const probes: readonly Probe[] = [
  dialogueProbe,
  dnsProbe,
  buildProbe,
  configurationProbe,
  queueProbe,
  mailqProbe,
  logsProbe,
  serviceProbe,
];
