import { readFileSync } from 'node:fs';
import { holdDialogue } from './dialogue.ts';
import { lookUp } from './small-network.ts';

/**
 * Stands in for perl where the machine has none. It runs no Perl: it knows the programs of the check by a word in each, and
 * does in Node what they would do on this host.
 */
const [root = '/', , program = '', ...words] = process.argv.slice(2);

const askServers = async (relay: string): Promise<void> => {
  const servers = [...readFileSync(`${root}etc/resolv.conf`, 'utf8').matchAll(/^nameserver\s+(\S+)/gm)].map(
    ([, address = '']) => address,
  );
  const silent = readFileSync(`${root}sim/dns`, 'utf8').trim() === 'silent';
  const address = lookUp(root, relay);
  const outcome = silent ? 'timeout' : address === undefined ? 'nxdomain' : `found ${address}`;
  if (silent) await new Promise((resolve) => setTimeout(resolve, 4000));
  console.log(`servers ${servers.join(' ')}`);
  for (const server of servers) console.log(`server ${server} A ${outcome}`);
  if (address !== undefined) console.log(`server ${servers[0] ?? ''} MX no-data`);
  console.log(`system ${address ?? 'not-found'}`);
};

const run = async (): Promise<number> => {
  if (program.includes('MAIL FROM')) {
    const pairs = words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? ''] as const] : []));
    await holdDialogue(root, new Map(pairs));
  } else if (program.includes('name_servers')) await askServers(words[0] ?? '');
  else if (program.includes('print time')) console.log(Math.floor(Date.now() / 1000));
  else {
    process.stderr.write('The perl of a simulated host knows only the programs of the check.\n');
    return 2;
  }
  return 0;
};

process.exit(await run());
