import { readInventories } from './ansible/read-inventories.ts';
import type { Found } from './found-host.ts';
import { guessKind, type ImportKind } from './guess-kind.ts';
import { readSource, refuse } from './source-text.ts';
import { readSshConfig } from './ssh/read-ssh-config.ts';

const kindOf = async (file: string, from: ImportKind | undefined): Promise<ImportKind> =>
  from ??
  guessKind(file, await readSource(file)) ??
  refuse(
    { file, line: 1 },
    'neither an ssh_config nor an Ansible inventory by its look; expected --from ssh or --from ansible',
  );

/** Reads all files; inventories together, as Ansible does with several. Throws ConfigurationError. */
export const readFiles = async (files: readonly string[], from: ImportKind | undefined): Promise<Found> => {
  const kinds = await Promise.all(files.map((file) => kindOf(file, from)));
  const inventories = files.filter((_, at) => kinds[at] === 'ansible');
  const found = [
    ...(await Promise.all(files.filter((_, at) => kinds[at] === 'ssh').map((file) => readSshConfig(file)))),
    ...(inventories.length === 0 ? [] : [await readInventories(inventories)]),
  ];
  return { hosts: found.flatMap(({ hosts }) => hosts), leftOut: found.flatMap(({ leftOut }) => leftOut) };
};
