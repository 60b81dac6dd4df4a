/** The stages of the mail path, in the order in which a message passes them. Ids and order are fixed. */
export const stageIds = [
  'service',
  'configuration',
  'queue',
  'dns',
  'connectivity',
  'starttls',
  'authentication',
  'relay',
  'logs',
] as const;

export type StageId = (typeof stageIds)[number];

/** One title a stage, written once: every text that names a stage takes it from here. */
export const stageTitles: Readonly<Record<StageId, string>> = {
  service: 'Sendmail service',
  configuration: 'Configuration',
  queue: 'Mail queue',
  dns: 'DNS',
  connectivity: 'Connectivity',
  starttls: 'STARTTLS',
  authentication: 'SMTP authentication',
  relay: 'Relay acceptance',
  logs: 'Logs',
};

export const isStageId = (text: string): text is StageId => (stageIds as readonly string[]).includes(text);
