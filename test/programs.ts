import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Programs that some tests use when they are there. Says in one line which are not, so that a skipped test surprises nobody. */
const wanted = ['redis-server', 'sshd', 'ssh-keygen', 'ssh-agent', 'ps', 'dash', 'mksh', 'ksh', 'bash', 'busybox'];
const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/lib', '/usr/local/sbin'];

const installed = (program: string): boolean =>
  folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const missing = wanted.filter((program) => !installed(program));
console.log(
  missing.length === 0
    ? `Programs some tests use: all installed (${wanted.join(', ')}).`
    : `Not installed here, so the tests that need them are skipped: ${missing.join(', ')}.`,
);
