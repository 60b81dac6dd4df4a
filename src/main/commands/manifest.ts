import type { RunCommand } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { manifestForHttp, readManifest } from '../manifest.ts';
import { readArguments, refuseWords } from '../read-arguments.ts';

/** `stuckmail manifest`: what to paste where Slack asks for an app manifest. */
export const runManifest: RunCommand = async (args, { stdout }) => {
  const { values, positionals } = readArguments(args, { http: { type: 'string' } });
  refuseWords(positionals, 'nothing, or --http URL');
  const manifest = await readManifest();
  stdout.write(values.http === undefined ? manifest : manifestForHttp(manifest, values.http));
  return exitStatus.ok;
};
