import { access, constants } from 'node:fs/promises';
import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { type Finding, messageOf } from './finding.ts';

const oldestNode = [20, 11] as const;

export const checkNode = (version = process.versions.node): Finding => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const works = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return {
    check: 'Node',
    status: works ? 'ok' : 'failed',
    detail: works ? version : `${version}; expected ${oldestNode.join('.')} or newer`,
  };
};

const readable = async (path: string): Promise<string | undefined> => {
  try {
    await access(path, constants.R_OK);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
};

/** known_hosts files, and each key file that some host names. */
export const checkFiles = async ({ ssh, inventory }: Configuration): Promise<Finding[]> => {
  const identities = new Set(inventory.hosts.flatMap(({ identityFile }) => identityFile ?? []));
  const files = [
    ...ssh.knownHosts.map((path) => ({ check: 'known_hosts', path })),
    ...[...identities].map((path) => ({ check: 'SSH key', path })),
  ];
  return Promise.all(
    files.map(async ({ check, path }): Promise<Finding> => {
      const trouble = await readable(path);
      return trouble === undefined
        ? { check, status: 'ok', detail: path }
        : { check, status: 'failed', detail: `${path} can't be read: ${trouble}` };
    }),
  );
};
