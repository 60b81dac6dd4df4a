import { configurationJsonSchema } from '../../adapters/hosts/json-schema.ts';
import type { RunCommand } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { readArguments, refuseWords } from '../read-arguments.ts';

/** `stuckmail schema`: the JSON Schema of stuckmail.yaml. */
export const runSchema: RunCommand = async (args, { stdout }) => {
  refuseWords(readArguments(args, {}).positionals, 'nothing');
  stdout.write(`${JSON.stringify(configurationJsonSchema(), null, 2)}\n`);
  return exitStatus.ok;
};
