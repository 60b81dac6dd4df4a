import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFault } from '../../src/adapters/simulated-host/faults/index.ts';
import { startFleet } from '../../src/adapters/simulated-host/start-fleet.ts';
import { diagnoseHost } from '../../src/application/diagnose-host.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import { probes } from '../../src/domain/stages/index.ts';
import { type Cut, filesBelow, type LocalRun, openLocalShell } from './local-shell.ts';
import { makeStrict, replaceProgram, violationsOf } from './strict-userland.ts';

const installed = ([name = '', ...args]: readonly string[]): boolean =>
  !spawnSync(name, [...args, ...(name === 'busybox' ? [] : ['--version'])], { stdio: 'ignore', input: '' }).error;
const only = (kind: string, all: readonly (readonly string[])[]): readonly (readonly string[])[] => {
  const found = all.filter(installed);
  const missing = all.filter((one) => !found.includes(one)).map((one) => one.join(' '));
  if (missing.length > 0) console.log(`# ${kind} not installed here, so not tried: ${missing.join(', ')}`);
  return found;
};
const pathOf = (name: string): string =>
  spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim() || name;

const shells = only('shells', [['sh'], ['dash'], ['mksh'], ['ksh'], ['bash', '--posix'], ['busybox', 'sh']]);
const awks = only('awks', [['mawk'], ['gawk', '--posix'], ['busybox', 'awk'], ['original-awk']]);
/** The nearest to AIX's own. */
const korn = shells.find(([name]) => name === 'mksh') ?? ['sh'];

interface Scene {
  readonly root: string;
  /** Runs the whole check with one shell. */
  readonly check: (shell: readonly string[], options?: { become?: 'sudo' | 'none'; cut?: Cut }) => Promise<Told>;
  /** Ended by itself, every probe framed, nothing refused, nothing left behind. */
  readonly assertSound: (told: Told) => Promise<void>;
  readonly assertNothingLeft: (run: LocalRun) => Promise<void>;
}

interface Told {
  readonly diagnosis: Diagnosis;
  readonly run: LocalRun;
}

const complaints = /command not found|: not found|inaccessible or not found|[Ss]yntax error|illegal option|unexpected/;

/** A healthy host with a userland that refuses what AIX would refuse, for one test. */
const onHost = async (
  awk: readonly string[],
  change: (root: string) => void,
  body: (scene: Scene) => Promise<void>,
) => {
  const fault = findFault('healthy');
  assert.ok(fault);
  const fleet = await startFleet([{ name: 'host01', fault }]);
  try {
    const root = join(dirname(fleet.configurationFile), 'host01');
    makeStrict(root, awk.length === 0 ? [] : [pathOf(awk[0] ?? ''), ...awk.slice(1)]);
    change(root);
    const before = new Set(filesBelow(root));
    const host = fleet.hosts[0]?.host;
    assert.ok(host);
    const assertNothingLeft = async (run: LocalRun): Promise<void> => {
      for (let tries = 0; run.leftProcesses().length > 0 && tries < 200; tries++) await sleep(100);
      assert.deepEqual(run.leftProcesses(), [], 'processes are left');
      // The simulated openssl is a Node program whose loader keeps a cache.
      const own = /^home(?:$|\/\.\w+$|\/tmp$|\/tmp\/(?:tsx-|node-compile-cache))/;
      const fresh = filesBelow(root).filter((name) => !before.has(name) && !own.test(name));
      assert.deepEqual(fresh, [], 'files are left');
    };
    await body({
      root,
      assertNothingLeft,
      check: async (shell, { become = 'sudo', cut } = {}) => {
        const run = openLocalShell(root, [pathOf(shell[0] ?? ''), ...shell.slice(1)], cut);
        const diagnosis = await diagnoseHost({
          host: { ...host, become },
          shell: run.shell,
          clock: { now: () => new Date() },
          signal: AbortSignal.timeout(110_000),
        });
        return { diagnosis, run };
      },
      assertSound: async ({ run }) => {
        const text = run.text();
        assert.equal(run.exitCode(), 0, text.slice(-500));
        assert.match(text, / all ! end/);
        for (const { id } of probes) assert.match(text, new RegExp(` ${id} ! end`), `${id} did not come to its end`);
        assert.deepEqual(violationsOf(root), []);
        assert.equal(
          complaints.exec(text)?.[0],
          undefined,
          text.split('\n').find((line) => complaints.test(line)),
        );
        await assertNothingLeft(run);
      },
    });
  } finally {
    await fleet.close();
  }
};

const nothing = (): void => undefined;

for (const shell of shells) {
  test(`${shell.join(' ')}: the whole script with nothing but what AIX has, in another language, after a noisy login`, async () => {
    await onHost([], nothing, async ({ check, assertSound }) => {
      const told = await check(shell);
      assert.equal(told.diagnosis.status, 'healthy', told.diagnosis.summary);
      await assertSound(told);
    });
  });
}

for (const awk of awks) {
  test(`${awk.join(' ')}: reads every program of the script the same way`, async () => {
    await onHost(awk, nothing, async ({ check, assertSound }) => {
      const told = await check(korn);
      assert.equal(told.diagnosis.status, 'healthy', told.diagnosis.summary);
      await assertSound(told);
    });
  });
}

const without = (names: readonly string[]) => (root: string) => {
  for (const name of names) replaceProgram(root, name, undefined);
};

test('without perl, openssl and makemap: what could not be tried is not called passed', async () => {
  await onHost([], without(['usr/bin/perl', 'usr/bin/openssl', 'usr/sbin/makemap']), async ({ check, assertSound }) => {
    const told = await check(korn);
    await assertSound(told);
    const { stages } = told.diagnosis;
    for (const id of ['starttls', 'authentication', 'relay'])
      assert.notEqual(stages.find((stage) => stage.id === id)?.status, 'passed', id);
  });
});

test('without perl: the certificate is still looked at', async () => {
  await onHost([], without(['usr/bin/perl']), async ({ check, assertSound }) => {
    const told = await check(korn);
    await assertSound(told);
    const { stages } = told.diagnosis;
    assert.equal(stages.find(({ id }) => id === 'starttls')?.status, 'passed');
    assert.match(stages.find(({ id }) => id === 'authentication')?.summary ?? '', /not .*tried/);
  });
});

test('openssl 1.0.1, which has no -brief and other words', async () => {
  const old = (root: string): void => {
    renameSync(join(root, 'usr/bin/openssl'), join(root, 'sim/openssl-now'));
    replaceProgram(
      root,
      'usr/bin/openssl',
      `case "$*" in
  version*) echo 'OpenSSL 1.0.1e 11 Feb 2013' ;;
  *-brief*) echo 'unknown option -brief' >&2; exit 1 ;;
  *) exec ${root}/sim/openssl-now "$@" ;;
esac`,
    );
  };
  await onHost([], old, async ({ check, assertSound }) => {
    const told = await check(korn);
    await assertSound(told);
    assert.equal(told.diagnosis.status, 'healthy', told.diagnosis.summary);
  });
});

const refusing = "echo 'sudo: a password is required' >&2; exit 1";
test('sudo that refuses: unknown with the reason, neither healthy nor failed', async () => {
  await onHost(
    [],
    (root) => replaceProgram(root, 'usr/bin/sudo', refusing),
    async ({ check, assertSound }) => {
      const told = await check(korn);
      await assertSound(told);
      assert.equal(told.diagnosis.status, 'unknown', told.diagnosis.summary);
    },
  );
});

test('sudo that allows only cat and ls', async () => {
  const some = `shift; case $1 in cat|ls) exec "$@" ;; esac; ${refusing}`;
  await onHost(
    [],
    (root) => replaceProgram(root, 'usr/bin/sudo', some),
    async ({ check, assertSound }) => {
      const told = await check(korn);
      await assertSound(told);
      assert.ok(!['healthy', 'failed'].includes(told.diagnosis.status), told.diagnosis.summary);
    },
  );
});

const isRoot = process.getuid?.() === 0 && 'root may read everything';
test('a user without sudo, for whom queue, log and credentials are closed', { skip: isRoot }, async () => {
  const close = (root: string): void => {
    for (const name of ['var/log/maillog', 'etc/mail/authinfo', 'etc/mail/authinfo.db']) chmodSync(join(root, name), 0);
    // The owner's w stays: Sendmail itself, root or not, cannot use a queue without it, which would be a failure.
    chmodSync(join(root, 'var/spool/mqueue'), 0o200);
  };
  await onHost([], nothing, async ({ check, assertSound, root }) => {
    close(root);
    const told = await check(korn, { become: 'none' });
    chmodSync(join(root, 'var/spool/mqueue'), 0o700);
    await assertSound(told);
    assert.equal(told.diagnosis.status, 'unknown', told.diagnosis.summary);
  });
});

for (const shell of shells) {
  test(`${shell.join(' ')}: the connection is lost in the middle, on either side: nothing stays`, async () => {
    const slow = (root: string): void => replaceProgram(root, 'usr/bin/lssrc', 'sleep 100; echo late');
    for (const end of ['stdin', 'stdout'] as const) {
      await onHost([], slow, async ({ check, assertNothingLeft }) => {
        const { run, diagnosis } = await check(shell, { cut: { at: ' facts ! end', end } });
        await assertNothingLeft(run);
        assert.equal(diagnosis.status, 'unknown', diagnosis.summary);
      });
    }
  });
}
