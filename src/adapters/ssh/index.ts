export type { SshLimits } from './limits.ts';
export type { SshLog } from './ssh-log.ts';
export { createSshShell, type SshShell, type SshShellOptions } from './ssh-shell.ts';
