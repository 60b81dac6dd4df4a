import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { buildScript } from '../src/domain/collector/script.ts';
import { probes } from '../src/domain/stages/index.ts';
import { must } from '../test/lab/command.ts';
import { clientKey } from '../test/lab/ground.ts';
import type { FleetTiming } from './fleet.ts';
import { isInstalled } from './in-lab.ts';
import { openLabDesk } from './lab-desk.ts';
import { timed } from './part.ts';
import { openWorkerDesk } from './worker-desk.ts';

// Runs inside the lab's namespaces (see fleet.ts): one lab host under many names, each with an address of its own.
const hostCount = Number(process.env['STUCKMAIL_BENCH_HOSTS'] ?? 200);
/** One round of Ansible's forks a way to write the tasks; what it takes a host does not change with more. */
const ansibleHosts = Math.min(hostCount, 20);
/** Hosts side by side, the same for all three: Ansible's forks, xargs -P, and `limits` of the worker. */
const sideBySide = 20;
const limitSeconds = 300;

const [, , answer = 'fleet.json'] = process.argv;
const desk = await openLabDesk();
const place = join(dirname(desk.configurationFile), 'fleet');
mkdirSync(join(place, 'out'), { recursive: true });
const knownHosts = join(place, 'known_hosts');
const hosts = Array.from({ length: hostCount }, (_, at) => ({
  name: `f${String(at + 1).padStart(3, '0')}`,
  address: `10.90.100.${at + 1}`,
}));
// By translation: with 200 addresses of its own the host's Sendmail would look up the name of each at every start.
await must('nft', ['-f', '-'], {
  input: `table ip fleet {
    chain out { type nat hook output priority -100; ip daddr 10.90.100.0/24 tcp dport 22 dnat to ${desk.lab.address}\n}
  }\n`,
});
const keys = desk.lab.keyLines();
writeFileSync(knownHosts, hosts.map(({ address }) => keys.replaceAll(desk.lab.address, address)).join(''));
const configuration = join(place, 'stuckmail.yaml');
const entries = hosts.map(({ name, address }) => `  ${name}:\n    address: ${address}\n`).join('');
writeFileSync(
  configuration,
  `ssh:\n  knownHosts: ${knownHosts}\n  user: root\n  identityFile: ${clientKey}\nlimits: { runs: ${sideBySide}, perRelay: ${sideBySide} }\nhosts:\n${entries}`,
);

const healthy = await desk.diagnose();
const commands = healthy.stages.flatMap(({ evidence }) => evidence.map(({ command }) => command));

const measureWorker = async (): Promise<FleetTiming['worker']> => {
  const worker = await openWorkerDesk(configuration);
  const idle = worker.cpuSeconds();
  const { records, seconds } = await worker.run(
    hosts.map(({ name }) => name),
    limitSeconds,
  );
  const result = {
    seconds,
    cpuSeconds: worker.cpuSeconds() - idle,
    peakMemory: worker.peakMemory(),
    statuses: records.map((record) =>
      [record?.diagnosis?.status ?? 'none', record?.diagnosis?.code].filter(Boolean).join(' '),
    ),
  };
  await worker.stop();
  return result;
};

const sshOptions = ['-o', `UserKnownHostsFile=${knownHosts}`, '-o', 'BatchMode=yes', '-o', 'LogLevel=ERROR'];

const measureOpenSsh = async (): Promise<number> => {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const script = join(place, 'script');
  // Its standard input ends with the script, which is no lost connection here.
  writeFileSync(script, buildScript(probes, { nonce, become: 'none', tryLogin: true, watchInput: false }));
  const one = `ssh ${sshOptions.join(' ')} -i ${clientKey} root@{} sh -s < ${script} > ${join(place, 'out')}/{}`;
  const input = hosts.map(({ address }) => address).join('\n');
  const seconds = await timed(() =>
    must('xargs', ['-P', String(sideBySide), '-I{}', 'sh', '-c', one], { input, seconds: limitSeconds }),
  );
  const ended = await must('sh', ['-c', `cat ${join(place, 'out')}/* | grep -c '^${nonce} all ! end'`]);
  if (Number(ended) !== hostCount) throw new Error(`the script ended on ${ended.trim()} of ${hostCount} hosts`);
  return seconds;
};

/** `shell`: as playbooks are written; each task takes Python on the host. `raw`: ssh and nothing else, for hosts without Python. */
const measureAnsible = async (module: 'shell' | 'raw'): Promise<number> => {
  const inventory = join(place, 'inventory');
  const chosen = hosts.slice(0, ansibleHosts).map(({ name, address }) => `${name} ansible_host=${address}`);
  writeFileSync(inventory, `${chosen.join('\n')}\n`);
  const tasks = commands.map((command) => ({
    name: command,
    [`ansible.builtin.${module}`]: `{% raw %}${command} </dev/null{% endraw %}`,
    changed_when: false,
    failed_when: false,
  }));
  const playbook = join(place, 'playbook.json');
  writeFileSync(playbook, JSON.stringify([{ hosts: 'all', gather_facts: false, tasks }]));
  const env = {
    ...process.env,
    ANSIBLE_HOME: join(place, 'ansible'),
    ANSIBLE_NOCOLOR: '1',
    ANSIBLE_SSH_EXTRA_ARGS: sshOptions.join(' '),
  };
  const args = ['-i', inventory, '-f', String(sideBySide), '-u', 'root', '--private-key', clientKey, playbook];
  const run = promisify(execFile);
  return timed(() => run('ansible-playbook', args, { env, timeout: limitSeconds * 1000, maxBuffer: 2 ** 28 }));
};

const worker = await measureWorker();
const openSsh = await measureOpenSsh();
const ansible = isInstalled('ansible-playbook')
  ? { shell: await measureAnsible('shell'), raw: await measureAnsible('raw') }
  : null;
const result: FleetTiming = { hostCount, worker, openSsh, ansible, ansibleHosts, commands: commands.length };
writeFileSync(answer, JSON.stringify(result));
await desk.close();
process.exit(0);
