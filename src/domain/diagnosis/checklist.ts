import type { HostFacts } from '../stages/host-facts.ts';
import type { ChecklistItem, StageReport, StageStatus } from './diagnosis.ts';

const statusOf = (status: StageStatus | undefined): ChecklistItem['status'] =>
  status === 'passed' || status === 'warned' ? 'done' : status === 'failed' ? 'failed' : 'not-checked';

const databaseStatus = (facts: HostFacts | undefined): ChecklistItem['status'] => {
  const credentials = facts?.configuration.credentials;
  if (!facts || credentials === undefined || !facts.configuration.mapReadable || !facts.configuration.textReadable)
    return 'not-checked';
  return credentials.some((one) => one.state === 'differs' || one.state === 'only-text') ? 'failed' : 'done';
};

/** What is to be ticked off before a case is handed on; the test mail is always left to a person. */
export function buildChecklist(reports: readonly StageReport[], facts: HostFacts | undefined): ChecklistItem[] {
  const of = (id: StageReport['id']): ChecklistItem['status'] => statusOf(reports.find((one) => one.id === id)?.status);
  return [
    { id: 'service', title: 'The Sendmail daemon is active', status: of('service') },
    { id: 'dns', title: "The relay's name resolves", status: of('dns') },
    { id: 'connectivity', title: "The relay's port can be reached", status: of('connectivity') },
    { id: 'queue', title: 'The mail queue was inspected', status: of('queue') === 'failed' ? 'done' : of('queue') },
    {
      id: 'authentication-database',
      title: 'The authentication database holds what its text file says',
      status: databaseStatus(facts),
    },
    { id: 'starttls', title: 'The TLS handshake works', status: of('starttls') },
    { id: 'logs', title: 'The mail log was reviewed', status: of('logs') },
    { id: 'test-mail', title: 'A test mail was sent and arrived', status: 'not-checked' },
  ];
}
