/**
 * The one place that imports ssh2. It is CommonJS: its types allow `import { utils } from 'ssh2'`, Node does not find
 * that name when it runs, so everything is taken from the default import.
 */
import ssh2 from 'ssh2';

export const { Client, createAgent } = ssh2;
export const { parseKey } = ssh2.utils;
export type {
  Algorithms,
  AnyAuthMethod,
  BaseAgent,
  Client as SshClient,
  ClientChannel,
  ParsedKey,
  ServerHostKeyAlgorithm,
} from 'ssh2';
