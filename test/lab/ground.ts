import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCertificates } from './certificates.ts';
import { must } from './command.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Everything of a run lives on a tmpfs mounted here, in the lab's own mount namespace. */
export const base = '/mnt';
export const relayDirectory = join(base, 'relay');
export const namesDirectory = join(base, 'names');
export const clientKey = join(base, 'client', 'id_ed25519');
export const relayAddress = '198.51.100.25';
export const secondRelayAddress = '198.51.100.27';
/** Has the relay's name in one fault, and drops everything. */
export const deadAddress = '198.51.100.26';
export const nameServer = '10.90.0.2';

const joinNetwork = async (
  name: string,
  bridge: string,
  addresses: readonly string[],
  gateway: string,
  bits: number,
): Promise<void> => {
  await must('ip', ['netns', 'add', name]);
  await must('ip', ['link', 'add', `v-${name}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name]);
  await must('ip', ['link', 'set', `v-${name}`, 'master', bridge, 'up']);
  await must('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
  for (const address of addresses)
    await must('ip', ['-n', name, 'address', 'add', `${address}/${bits}`, 'dev', 'eth0']);
  await must('ip', ['-n', name, 'link', 'set', 'eth0', 'up']);
  await must('ip', ['-n', name, 'route', 'add', 'default', 'via', gateway]);
};

/** Puts a new lab host's network beside the others. */
export const joinHosts = (name: string, address: string): Promise<void> =>
  joinNetwork(name, 'hosts', [address], '10.90.0.1', 16);

const startServer = async (namespace: string, program: string, directory: string): Promise<ChildProcess> => {
  const child = spawn(
    'nsenter',
    [`--net=/run/netns/${namespace}`, process.execPath, '--import', 'tsx', join(here, program), directory],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`lab: ${program} did not start within 20 s`)), 20_000);
    child.once('exit', (code) => reject(new Error(`lab: ${program} ended with ${code}`)));
    child.stdout?.once('data', () => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve();
    });
  });
  return child;
};

/** Network, relay and name server of a run. The lab's own process stands at the router between hosts and relay. */
export const layGround = async (): Promise<void> => {
  await must('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'lab', base]);
  await must('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'lab', '/run']);
  for (const part of ['client', 'relay/modes', 'relay/record', 'relay/certs', 'names', 'hosts'])
    mkdirSync(join(base, part), { recursive: true });
  await must('ip', ['link', 'set', 'lo', 'up']);
  for (const [bridge, address, hardware] of [
    ['hosts', '10.90.0.1/16', '02:00:00:00:00:01'],
    ['outside', '198.51.100.1/24', '02:00:00:00:00:02'],
  ] as const) {
    // With no address of its own a bridge changes it as hosts come and go, and the others lose their gateway for seconds.
    await must('ip', ['link', 'add', bridge, 'address', hardware, 'type', 'bridge']);
    await must('ip', ['address', 'add', address, 'dev', bridge]);
    await must('ip', ['link', 'set', bridge, 'up']);
  }
  await must('sysctl', ['-qw', 'net.ipv4.ip_forward=1']);
  await joinNetwork('relay', 'outside', [relayAddress, secondRelayAddress, deadAddress], '198.51.100.1', 24);
  await joinHosts('names', nameServer);
  await must('nsenter', ['--net=/run/netns/relay', 'nft', '-f', '-'], {
    input: `table ip lab { chain in { type filter hook input priority 0; ip daddr ${deadAddress} drop\n}\n}\n`,
  });
  await Promise.all([
    makeCertificates(join(relayDirectory, 'certs')),
    must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', clientKey]),
  ]);
  await Promise.all([
    startServer('relay', 'relay.ts', relayDirectory),
    startServer('names', 'name-server.ts', namesDirectory),
  ]);
};

/** Adds a rule of nft to what the relay's network does with the packets of one host. */
export const addRelayRule = (rule: string): Promise<string> =>
  must('nsenter', ['--net=/run/netns/relay', 'nft', `insert rule ip lab in ${rule}`]);
