import { access, constants, stat } from 'node:fs/promises';
import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { type Finding, messageOf } from './finding.ts';

/** As `engines` in package.json says. */
const oldestNode = [20, 14] as const;

export const checkNode = (version = process.versions.node): Finding => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const works = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return {
    check: 'Node',
    status: works ? 'ok' : 'failed',
    detail: works ? version : `${version}; expected ${oldestNode.join('.')} or newer`,
  };
};

type Check = 'known_hosts' | 'SSH key';

const missing: Readonly<Record<Check, string>> = {
  known_hosts:
    'does not exist; log in to each host once with ssh, as the user that runs Stuckmail, and compare the fingerprint',
  'SSH key': 'does not exist; `identityFile` in stuckmail.yaml names it',
};

const judgeFile = async (check: Check, path: string): Promise<Finding> => {
  try {
    await access(path, constants.R_OK);
    const about = await stat(path);
    if (about.isDirectory()) return { check, status: 'failed', detail: `${path} is a directory; expected a file` };
    const open = check === 'SSH key' && (about.mode & 0o077) !== 0;
    if (open) {
      const mode = (about.mode & 0o777).toString(8);
      return { check, status: 'warning', detail: `${path} may be read by others (mode ${mode}); chmod 600 ends that` };
    }
    return { check, status: 'ok', detail: path };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return {
      check,
      status: 'failed',
      detail: `${path} ${isMissing ? missing[check] : `can't be read: ${messageOf(error)}`}`,
    };
  }
};

/** known_hosts files, and each key file that some host names. */
export const checkFiles = async ({ ssh, inventory }: Configuration): Promise<Finding[]> => {
  const identities = new Set(inventory.hosts.flatMap(({ identityFile }) => identityFile ?? []));
  const files = [
    ...ssh.knownHosts.map((path) => ({ check: 'known_hosts', path }) as const),
    ...[...identities].map((path) => ({ check: 'SSH key', path }) as const),
  ];
  return Promise.all(files.map(({ check, path }) => judgeFile(check, path)));
};
