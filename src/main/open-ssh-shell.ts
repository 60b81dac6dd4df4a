import type { Configuration } from '../adapters/hosts/configuration.ts';
import { createSshShell, type SshLog, type SshShell } from '../adapters/ssh/index.ts';
import type { Surroundings } from './command.ts';

/** The SSH side as the configuration says. */
export const openSshShell = (configuration: Configuration, env: Surroundings['env'], log?: SshLog): SshShell =>
  createSshShell({
    knownHosts: configuration.ssh.knownHosts,
    findHost: (name) => configuration.inventory.find(name),
    agentSocket: env['SSH_AUTH_SOCK'],
    limits: { perJumpHost: configuration.limits.perJumpHost },
    log,
  });
