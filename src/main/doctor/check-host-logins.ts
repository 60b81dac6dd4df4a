import type { SshShell } from '../../adapters/ssh/index.ts';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import { mapLimited } from '../map-limited.ts';
import { type Finding, messageOf } from './finding.ts';

const hostsAtOnce = 10;
const hostSeconds = 45;

const checkLogin = async (host: Host, shell: SshShell, signal: AbortSignal): Promise<Finding> => {
  const check = `host ${host.name}`;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(hostSeconds * 1000)]);
  try {
    const { hostKey, shellWorks, errorText } = await shell.checkHost(host, limit);
    const key = `${hostKey.type} ${hostKey.fingerprint}`;
    return shellWorks
      ? { check, status: 'ok', detail: `${host.user}@${host.address}:${host.port} logs in; host key ${key}` }
      : { check, status: 'failed', detail: `the login works, but sh does not run: ${errorText || 'no message'}` };
  } catch (error) {
    if (signal.aborted) throw error;
    if (limit.aborted) return { check, status: 'failed', detail: `no end of the login within ${hostSeconds} s` };
    const code = error instanceof AccessError ? `${error.code}: ` : '';
    return { check, status: 'failed', detail: `${code}${messageOf(error)}` };
  }
};

/** Logs in to every host and runs nothing there. */
export const checkHostLogins = (hosts: readonly Host[], shell: SshShell, signal: AbortSignal): Promise<Finding[]> =>
  mapLimited(hosts, hostsAtOnce, (host) => checkLogin(host, shell, signal));
