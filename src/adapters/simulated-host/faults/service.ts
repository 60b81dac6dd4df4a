import { delivered, messages } from '../host-state.ts';
import type { Fault } from './fault.ts';

const waiting = { dsn: '', stat: 'queued', kept: '' };

export const serviceFaults: readonly Fault[] = [
  {
    name: 'healthy',
    story: 'nothing is wrong, mail flows',
    state: {},
    shows: { status: 'healthy', stage: null, code: null },
  },
  {
    name: 'service-stopped',
    story: 'the Sendmail daemon was stopped and nobody started it again',
    state: {
      service: 'inoperative',
      messages: messages([95, delivered], [31, waiting], [14, waiting], [6, waiting]),
    },
    shows: { status: 'failed', stage: 'service', code: 'SERVICE_NOT_RUNNING_MAIL_WAITING' },
  },
];

export const accessFaults: readonly Fault[] = [
  {
    name: 'ssh-refused',
    story: "the host's SSH service does not listen",
    state: { ssh: 'refused' },
    shows: { status: 'unreachable', stage: null, code: 'SSH_REFUSED' },
  },
  {
    name: 'unknown-host-key',
    story: "nobody has put the host's key into known_hosts",
    state: { ssh: 'unknown-key' },
    shows: { status: 'unreachable', stage: null, code: 'SSH_HOST_KEY_UNKNOWN' },
  },
  {
    name: 'host-key-changed',
    story: 'the host answers with another host key than the one on record',
    state: { ssh: 'other-key' },
    shows: { status: 'unreachable', stage: null, code: 'SSH_HOST_KEY_CHANGED' },
  },
];
