import { type ClientOptions, runClient } from './s-client.ts';

/** The `openssl` of a simulated host: version, base64 and s_client. Started by a shell script with the host's root first. */
const [root = '/', command = '', ...words] = process.argv.slice(2);

const valueOf = (name: string): string | undefined => {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
};

const clientOptions = (): ClientOptions => ({
  connect: valueOf('-connect') ?? 'localhost:4433',
  starttls: valueOf('-starttls') === 'smtp',
  serverName: valueOf('-servername'),
  caFile: valueOf('-CAfile'),
  verifyName: valueOf('-verify_hostname'),
  style: words.includes('-quiet') ? 'quiet' : words.includes('-brief') ? 'brief' : 'full',
  stopOnBadCertificate: words.includes('-verify_return_error'),
});

const readAll = async (): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

const run = async (): Promise<number> => {
  if (command === 'version') {
    process.stdout.write('OpenSSL 3.0.16 11 Feb 2025 (Library: OpenSSL 3.0.16 11 Feb 2025)\n');
    return 0;
  }
  if (command === 'base64' || (command === 'enc' && words.includes('-base64'))) {
    process.stdout.write(`${(await readAll()).toString('base64')}\n`);
    return 0;
  }
  if (command === 's_client') return runClient(root, clientOptions());
  process.stderr.write(`The openssl of a simulated host knows version, base64 and s_client, not ${command}.\n`);
  return 1;
};

process.exit(await run());
