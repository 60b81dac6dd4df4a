import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, must, pause, run } from './command.ts';
import { addRelayRule, base, joinHosts, namesDirectory, relayDirectory } from './ground.ts';
import type { NameFault } from './name-server.ts';
import { listProcesses } from './processes.ts';
import type { RelayMode } from './relay-mode.ts';
import { template } from './template.ts';

const aixPath = '/usr/bin:/etc:/usr/sbin:/usr/ucb:/sbin';
const hostKeys = ['ed25519', 'ecdsa'];

const mountHost = async (place: string): Promise<string> => {
  const root = join(place, 'root');
  for (const part of ['upper', 'work', 'root']) mkdirSync(join(place, part), { recursive: true });
  await must('mount', [
    '-t',
    'overlay',
    'lab',
    '-o',
    `lowerdir=${template}:/,upperdir=${place}/upper,workdir=${place}/work`,
    root,
  ]);
  for (const [path, options] of [
    ['dev', 'mode=755,size=1m'],
    ['tmp', 'mode=1777'],
    ['run', 'mode=755'],
    ['var/spool/mqueue', 'mode=700'],
    ['var/spool/clientmqueue', 'mode=770'],
  ] as const)
    await must('mount', ['-t', 'tmpfs', '-o', options, 'lab', join(root, path)]);
  await must('sh', [
    '-c',
    `cd "$1/dev" && mknod -m 666 null c 1 3 && mknod -m 666 zero c 1 5 && mknod -m 666 random c 1 8 && mknod -m 666 urandom c 1 9 && mknod -m 666 tty c 5 0 &&
    mkdir pts && mount -t devpts -o newinstance,ptmxmode=666 devpts pts && ln -s pts/ptmx ptmx && mkdir ../run/sshd && mount --bind /usr/bin ../opt/lab/bin &&
    chown smmsp:smmsp ../var/spool/clientmqueue && chgrp mail ../var/spool/mail/root`,
    'sh',
    root,
  ]);
  return root;
};

/** A host that looks like AIX: network, processes, host name and files of its own, with a real sshd and a real Sendmail. */
export class LabHost {
  readonly name: string;
  readonly address: string;
  readonly root: string;
  /** The overlay's upper directory: every file that was made or changed on the host. */
  readonly upper: string;
  readonly #place: string;
  readonly #process: ChildProcess;
  readonly #pid: number;
  #knownKey: string | undefined;

  private constructor(name: string, address: string, place: string, started: ChildProcess, pid: number) {
    this.name = name;
    this.address = address;
    this.#place = place;
    this.root = join(place, 'root');
    this.upper = join(place, 'upper');
    this.#process = started;
    this.#pid = pid;
  }

  /** Starts host number `slot` (1 to 10000); numbers are not used twice in a run. */
  static async start(slot: number): Promise<LabHost> {
    const name = `h${slot}`;
    const address = `10.90.${Math.floor(slot / 200)}.${10 + (slot % 200)}`;
    const place = join(base, 'hosts', name);
    const root = await mountHost(place);
    await joinHosts(name, address);
    writeFileSync(join(root, 'etc/hosts'), `127.0.0.1\tloopback localhost\n${address}\t${name}.corp.test ${name}\n`);
    for (const type of hostKeys)
      await must('ssh-keygen', [
        '-q',
        '-t',
        type,
        '-N',
        '',
        '-C',
        name,
        '-f',
        join(root, `etc/ssh/ssh_host_${type}_key`),
      ]);
    const started = spawn(
      'nsenter',
      [
        `--net=/run/netns/${name}`,
        'unshare',
        '--pid',
        '--uts',
        '--ipc',
        '--fork',
        '--kill-child',
        'sh',
        '-c',
        'hostname "$2" && mount -t proc proc "$1/proc" && exec chroot "$1" /opt/lab/init',
        'lab',
        root,
        `${name}.corp.test`,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    let pid = 0;
    for (let tries = 0; tries < 200 && pid === 0; tries += 1) {
      await pause(0.02);
      const child = readFileSync(`/proc/${started.pid}/task/${started.pid}/children`, 'utf8').trim();
      if (child !== '' && readFileSync(`/proc/${child}/cmdline`, 'utf8').startsWith('/etc/init')) pid = Number(child);
    }
    if (pid === 0) throw new Error(`lab: ${name}: init did not start within 4 s`);
    const host = new LabHost(name, address, place, started, pid);
    await host.must(
      'until [ -S /dev/log ]; do /opt/lab/bin/sleep 0.05; done; newaliases >/dev/null; startsrc -s sendmail -a "-bd -q30m"',
    );
    return host;
  }

  /** Runs a script as root on the host, with AIX's userland. */
  async sh(script: string, input?: string, seconds = 120): Promise<Ended> {
    return await run(
      'nsenter',
      [
        '--target',
        String(this.#pid),
        '--net',
        '--pid',
        '--uts',
        '--ipc',
        '--root',
        '--wd=/',
        '/usr/bin/env',
        '-i',
        `PATH=${aixPath}`,
        'HOME=/',
        'LC_ALL=C',
        'LOGNAME=root',
        '/bin/sh',
        '-c',
        script,
      ],
      { input, seconds },
    );
  }

  async must(script: string, input?: string): Promise<string> {
    const ended = await this.sh(script, input);
    if (ended.code !== 0)
      throw new Error(`lab: ${this.name}: ${script.slice(0, 200)}: exit ${ended.code}: ${ended.stderr}${ended.stdout}`);
    return ended.stdout;
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }

  /** Replaces text in a file of the host; an error when it is not there, so that a fault can't silently be none. */
  edit(path: string, from: string | RegExp, to: string): void {
    const before = this.read(path);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`lab: ${this.name}: ${path} has nothing like ${String(from)}`);
    this.write(path, after);
  }

  /** Sets what the relay does with this host's next connections. */
  relay(mode: RelayMode): void {
    writeFileSync(join(relayDirectory, 'modes', `${this.address}.json`), JSON.stringify(mode));
  }

  /** Sets what the name server answers to this host. */
  names(fault: NameFault): void {
    writeFileSync(join(namesDirectory, `${this.address}.json`), JSON.stringify(fault));
  }

  /** What the relay's network does with this host's packets, as a rule of nft: `tcp dport 587 drop`. */
  async network(rule: string): Promise<void> {
    await addRelayRule(`ip saddr ${this.address} ${rule}`);
  }

  /** A rule of nft for what leaves the host, in a filter of its own: `tcp dport 25 reject`. */
  async firewall(rule: string): Promise<void> {
    await must('nsenter', [`--net=/run/netns/${this.name}`, 'nft', '-f', '-'], {
      input: `table ip own { chain out { type filter hook output priority 0; ${rule}\n}\n}\n`,
    });
  }

  /** A command of iproute2 in the host's network: `route add unreachable 198.51.100.0/24`. */
  async ip(...words: string[]): Promise<void> {
    await must('ip', ['-n', this.name, ...words]);
  }

  /** Stops and starts the service, as after a change of sendmail.cf. */
  async restart(args = '-bd -q30m'): Promise<void> {
    await this.must(`stopsrc -s sendmail; startsrc -s sendmail -a "${args}"`);
  }

  /** Submits messages and waits until Sendmail has tried each of them once. */
  async send(options: { count?: number; to?: string; from?: string; flags?: string } = {}): Promise<void> {
    const { count = 2, to = 'user@partner.test', from = `app@${this.name}.corp.test`, flags = '-Am -odb' } = options;
    await this.sh(`n=0; while [ $n -lt ${count} ]; do n=$((n + 1)); /usr/lib/sendmail ${flags} -f ${from} ${to} <<!
Subject: Invoice-Subject-Canary
To: ${to}

Body-Canary
!
done`);
    await this.settle();
  }

  /** Processes of the host as `ps` would show them: number and command line. */
  processes(): readonly string[] {
    return listProcesses(this.#pid);
  }

  /** Waits until no delivery is under way, 12 s at most. */
  async settle(seconds = 12): Promise<void> {
    const end = Date.now() + seconds * 1000;
    const waiting = /accepting connections|Queue runner@|rejecting connections|sendmail -bd|sendmail -q/u;
    while (Date.now() < end) {
      await pause(0.25);
      if (!this.processes().some((line) => /sendmail|bellmail/u.test(line) && !waiting.test(line))) return;
    }
  }

  /** From now on the known hosts hold other keys than this host has. */
  pretendKeys(): void {
    this.#knownKey = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
  }

  /** Lines for a known_hosts file. */
  keyLines(): string {
    if (this.#knownKey !== undefined) return `${this.address} ssh-ed25519 ${this.#knownKey}\n`;
    return hostKeys
      .map(
        (type) => `${this.address} ${this.read(`etc/ssh/ssh_host_${type}_key.pub`).split(' ').slice(0, 2).join(' ')}\n`,
      )
      .join('');
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGKILL');
    await run('kill', ['-9', String(this.#pid)]);
    await run('ip', ['netns', 'delete', this.name]);
    for (let tries = 0; tries < 20; tries += 1) {
      if ((await run('umount', ['-R', this.root])).code === 0) break;
      await pause(0.1);
    }
    await run('umount', ['-R', '-l', this.root]);
    rmSync(this.#place, { recursive: true, force: true });
  }
}
