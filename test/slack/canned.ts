import type { Diagnosis, StageReport } from '../../src/domain/diagnosis/diagnosis.ts';
import { type StageId, stageIds, stageTitles } from '../../src/domain/stages/stage-id.ts';

const stage = (id: StageId, given: Partial<StageReport> = {}): StageReport => ({
  id,
  title: stageTitles[id],
  status: 'passed',
  summary: 'fine',
  seconds: 0.2,
  evidence: [{ command: `check ${id}`, exitCode: 0, lines: ['ok'] }],
  ...given,
});

export const stages = (changes: Partial<Record<StageId, Partial<StageReport>>> = {}): StageReport[] =>
  stageIds.map((id) => stage(id, changes[id]));

const base: Omit<Diagnosis, 'host'> = {
  schemaVersion: 1,
  status: 'healthy',
  failedStage: null,
  code: null,
  certainty: null,
  summary: 'All nine stages are fine.',
  meaning: 'Mail leaves this host and the relay takes it.',
  action: '',
  commands: [],
  stages: stages(),
  alsoFound: [],
  checklist: [
    { id: 'service-active', title: 'Sendmail is active', status: 'done' },
    { id: 'queue-empty', title: 'The queue is empty', status: 'not-checked' },
  ],
  relay: { host: 'smtp.example.com', port: 587 },
  queue: { total: 0, deferred: 0, quarantined: 0, oldestSeconds: null },
  startedAt: '2026-11-22T14:05:00.000Z',
  seconds: 3.21,
};

export const healthy = (host: string): Diagnosis => ({ ...base, host });

export const refusedLogin = (host: string): Diagnosis => ({
  ...base,
  host,
  status: 'failed',
  failedStage: 'authentication',
  code: 'AUTH_REJECTED',
  certainty: 'proven',
  summary: 'smtp.example.com answers the login with 535 5.7.8.',
  meaning: 'The relay does not accept the user name and password this host sends.',
  action: 'Ask the owner of the relay account for the current password, then rebuild authinfo.',
  commands: ['sudo vi /etc/mail/authinfo', 'sudo makemap hash /etc/mail/authinfo < /etc/mail/authinfo'],
  stages: stages({
    authentication: {
      status: 'failed',
      summary: 'The relay refuses the login: 535 5.7.8 Authentication credentials invalid',
      evidence: [
        {
          command: 'SMTP dialogue with smtp.example.com:587',
          exitCode: 0,
          lines: ['AUTH PLAIN ***', '535 5.7.8 Authentication credentials invalid <!channel> `` ``` & <@U0ANN>'],
        },
      ],
    },
    relay: { status: 'skipped', summary: 'not reached: the login failed', evidence: [] },
    queue: { status: 'warned', summary: '12 messages are deferred' },
    logs: { status: 'unknown', summary: 'the log may not be read by mailops', evidence: [] },
  }),
  alsoFound: [
    {
      stage: 'queue',
      code: 'QUEUE_DEFERRED',
      summary: '12 messages are deferred.',
      action: 'They go out by themselves.',
    },
  ],
  queue: { total: 12, deferred: 12, quarantined: 0, oldestSeconds: 7300 },
});

export const degraded = (host: string): Diagnosis => ({
  ...base,
  host,
  status: 'degraded',
  code: 'QUEUE_QUARANTINED',
  certainty: 'proven',
  summary: 'Two messages are quarantined.',
  action: 'Look at them with mailq -qQ.',
  commands: ['mailq -qQ'],
  stages: stages({ queue: { status: 'warned', summary: '2 quarantined' } }),
  queue: { total: 2, deferred: 0, quarantined: 2, oldestSeconds: 60 },
});

const unread = { status: 'unknown' as const, summary: 'the host was not reached', evidence: [], seconds: 0 };

export const unreachable = (host: string): Diagnosis => ({
  ...base,
  host,
  status: 'unreachable',
  code: 'SSH_REFUSED',
  certainty: 'proven',
  summary: 'Nothing listens at 10.1.2.3 port 22.',
  meaning: 'The SSH server of the host does not run, or something in between turns the connection away.',
  action: 'Check on the console that sshd runs.',
  commands: ['lssrc -s sshd'],
  stages: stages(Object.fromEntries(stageIds.map((id) => [id, unread]))),
  checklist: [],
  queue: null,
  relay: null,
});

export const unknown = (host: string): Diagnosis => ({
  ...unreachable(host),
  status: 'unknown',
  code: null,
  certainty: null,
  summary: 'The connection was lost after two stages.',
  meaning: 'Too little came back to say anything.',
  action: 'Run the check again.',
  commands: [],
});
