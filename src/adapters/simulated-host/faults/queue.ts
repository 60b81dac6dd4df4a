import { delivered, messages } from '../host-state.ts';
import type { Fault } from './fault.ts';

const held = { dsn: '', stat: 'queued', kept: '', quarantined: 'held by ops during the audit' };
const noSpace = { dsn: '4.3.0', stat: 'Deferred: Insufficient disk space', kept: 'Deferred: Insufficient disk space' };

export const queueFaults: readonly Fault[] = [
  {
    name: 'quarantined-queue',
    story: 'three messages were put in quarantine and forgotten; plain mailq hides them',
    state: { messages: messages([95, delivered], [70, held], [66, held], [61, held], [12, delivered]) },
    shows: { status: 'failed', stage: 'queue', code: 'QUEUE_QUARANTINED' },
  },
  {
    name: 'disk-full',
    story: 'the file system /var has no space left',
    state: { varFreeKib: 0, messages: messages([95, delivered], [9, noSpace], [3, noSpace]) },
    shows: { status: 'failed', stage: 'queue', code: 'QUEUE_DISK_FULL' },
  },
];
