import type { Command } from './command.ts';

/** Every command of the command line, in the order in which help shows them. */
export const commands: readonly Command[] = [
  {
    name: 'diagnose',
    usage: 'HOST... | GROUP | all [--json] [--timeout SECONDS]',
    summary: 'walk the mail path of a host and say where mail stops, why, and what to do',
    load: async () => (await import('./commands/diagnose.ts')).runDiagnose,
  },
  {
    name: 'explain',
    usage: '[--json] [--as KIND] [FILE]',
    summary: 'say what pasted log lines or error messages mean (from FILE or standard input)',
    load: async () => (await import('./commands/explain.ts')).runExplain,
  },
  {
    name: 'hear',
    usage: '[--json] TEXT',
    summary: 'say whether a message would be taken for a question about stuck mail, and why',
    load: async () => (await import('./commands/hear.ts')).runHear,
  },
  {
    name: 'hosts',
    usage: '[--json]',
    summary: 'list the hosts of stuckmail.yaml',
    load: async () => (await import('./commands/hosts.ts')).runHosts,
  },
  {
    name: 'doctor',
    usage: '[--json]',
    summary: "check the bot's own set-up: configuration, keys, logins, Redis, Slack tokens",
    load: async () => (await import('./commands/doctor.ts')).runDoctor,
  },
  {
    name: 'import',
    usage: 'FILE... [--from ssh|ansible] [--group GROUP] [--write]',
    summary: 'show what hosts of an ssh_config or of Ansible inventories would add to stuckmail.yaml, or add them',
    load: async () => (await import('./commands/import.ts')).runImport,
  },
  {
    name: 'demo',
    usage: '[--once] [--host HOST] [--fault FAULT]',
    summary: 'see it work with simulated hosts and a practice Slack; needs nothing else',
    load: async () => (await import('./commands/demo.ts')).runDemo,
  },
  {
    name: 'manifest',
    usage: '[--http URL]',
    summary: 'print the Slack app manifest (Socket Mode, or HTTP at URL)',
    load: async () => (await import('./commands/manifest.ts')).runManifest,
  },
  {
    name: 'start',
    usage: '',
    summary: 'run the Slack bot and a worker in one process',
    load: async () => (await import('./commands/start.ts')).runStart,
  },
  {
    name: 'bot',
    usage: '',
    summary: 'run only the Slack side (needs REDIS_URL)',
    load: async () => (await import('./commands/start.ts')).runBot,
  },
  {
    name: 'worker',
    usage: '',
    summary: 'run only a worker (needs REDIS_URL); start as many as wanted',
    load: async () => (await import('./commands/start.ts')).runWorker,
  },
  {
    name: 'schema',
    usage: '',
    summary: 'print the JSON Schema of stuckmail.yaml, for editors',
    load: async () => (await import('./commands/schema.ts')).runSchema,
  },
];
