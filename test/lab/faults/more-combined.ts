import { join } from 'node:path';
import { must } from '../command.ts';
import type { Fault } from '../fault.ts';
import { leaveBacklog, leaveMapStale, misspellRelay, stopService, useWrongPassword } from './actions.ts';
import { down, fault, nameRelay } from './more-actions.ts';

/** Two faults at once. */
export const moreCombinedFaults: readonly Fault[] = [
  fault(
    'both-stale-and-554',
    'configuration',
    ['CONFIG_AUTHINFO_DB_STALE'],
    'A stale database, and a relay that would refuse the sender.',
    async (host) => {
      await leaveMapStale(host, ':');
      host.relay({ message: '554 Message rejected: Email address is not verified.' });
    },
  ),
  fault(
    'both-535-and-disk-full',
    'queue',
    ['QUEUE_DISK_FULL'],
    'A full disk and a wrong password.',
    async (host) => {
      await useWrongPassword(host);
      await must('mount', ['-o', 'remount,size=1m', join(host.root, 'var/spool/mqueue')]);
      await host.sh('dd if=/dev/zero of=/var/spool/mqueue/core bs=4096 count=300');
    },
    { alsoFound: ['authentication'] },
  ),
  fault(
    'both-name-wrong-and-quarantined',
    'queue',
    [],
    'Held mail and a name that does not exist.',
    async (host) => {
      await leaveBacklog(host, 2);
      await host.must('/usr/lib/sendmail -Qsuspicious -qRpartner.test');
      await misspellRelay(host);
    },
    {
      mail: 'none',
      later: (host) => host.send(),
      alsoFound: ['dns'],
      plain: { expected: 'dns', codes: ['DNS_NAME_UNKNOWN'] },
    },
  ),
  fault(
    'both-no-smart-host-and-stopped',
    'service',
    down,
    'Stopped and without a smart host.',
    async (host) => {
      await nameRelay(host, '');
      await stopService(host);
    },
    { alsoFound: ['configuration'] },
  ),
];
