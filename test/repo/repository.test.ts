import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { commands } from '../../src/main/commands.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Package {
  readonly bin: Record<string, string>;
  readonly scripts: Record<string, string>;
  readonly files: readonly string[];
}
const packageJson = JSON.parse(read('package.json')) as Package;

const skipped = new Set(['node_modules', 'dist', 'coverage', '.git', '.work']);
const allFiles = (folder = root): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? allFiles(path) : entry.isFile() ? [relative(root, path)] : [];
  });
const files = allFiles();
const pages = files.filter((path) => path.endsWith('.md'));

test('every npm script and every command that a page names exists', () => {
  const names = new Set([...commands.map(({ name }) => name), 'hear']);
  for (const page of pages) {
    for (const [, script = ''] of read(page).matchAll(/npm run ([a-z][\w:-]*)/g)) {
      assert.ok(script in packageJson.scripts, `${page}: npm run ${script}`);
    }
    for (const [, command = ''] of read(page).matchAll(/npx stuckmail ([a-z]+)/g)) {
      assert.ok(names.has(command), `${page}: npx stuckmail ${command}`);
    }
  }
});

test('the README begins with the two commands of a fresh machine', () => {
  const blocks = [...read('README.md').matchAll(/```sh\n([^`]*)```/g)].map((match) => match[1]?.trim());
  assert.deepEqual(blocks.slice(0, 2), ['npm ci && npm run demo', 'npm ci && npm test']);
});

test('links between pages lead somewhere', () => {
  let seen = 0;
  for (const page of pages) {
    for (const [, target = ''] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(?:https?:|mailto:|#)/.test(target)) continue;
      seen += 1;
      assert.ok(existsSync(join(root, dirname(page), target.split('#')[0] ?? '')), `${page} links to ${target}`);
    }
  }
  assert.ok(seen > 3);
});

test('every variable of the environment that the code reads is documented', () => {
  const documented = read('docs/configuration.md');
  const code = files
    .filter((path) => path.startsWith('src/') && path.endsWith('.ts'))
    .map(read)
    .join('\n');
  const names = new Set([...code.matchAll(/\benv\[?\.?'?([A-Z][A-Z0-9_]+)'?/g)].map((match) => match[1] ?? ''));
  for (const usual of ['PATH', 'HOME', 'NO_COLOR', 'TERM']) names.delete(usual);
  assert.ok(names.size > 5);
  for (const name of names) assert.ok(documented.includes(name), name);
});

test('every program that runs through sudo is named in docs/security.md', () => {
  const named = read('docs/security.md');
  const called = new Set<string>();
  for (const path of files.filter((name) => /^src\/domain\/(?:stages|collector|dialogue)\/.*\.ts$/.test(name))) {
    // Shell text only: comments of the code speak of root, too.
    const shell = read(path)
      .replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
      .replace(/^\s*#.*$/gm, '');
    for (const [, program = ''] of shell.matchAll(
      /(?:^|[;|({&!]|\b(?:if|then|do|else|run '[^']*'))\s*root "?\$?([a-z]+)/gm,
    ))
      called.add(program);
  }
  assert.ok(called.has('cat') && called.has('ls'), [...called].join(' '));
  for (const program of called) assert.ok(named.includes(`\`${program}\``), `sudo ${program}`);
});

test('the bin is what the build makes of an executable source', () => {
  assert.equal(packageJson.bin['stuckmail'], 'dist/main/stuckmail.js');
  assert.match(read('src/main/stuckmail.ts'), /^#!\/usr\/bin\/env node\n/);
  assert.notEqual(statSync(join(root, '.ci/run')).mode & 0o111, 0, '.ci/run may be executed');
});

interface Service {
  readonly command: string[];
  readonly environment?: Record<string, string>;
  readonly profiles?: string[];
  readonly volumes?: string[];
  readonly ports?: unknown;
  readonly env_file?: unknown;
  readonly tmpfs?: string[];
  readonly read_only?: boolean;
  readonly depends_on?: Record<string, { condition: string }>;
}

test('containers: Redis keeps what it is given and is not published; bot and workers wait for it', () => {
  const { services, volumes } = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };
  const { redis, bot, worker, demo } = services;
  const documented = read('docs/configuration.md');
  const options = redis?.command.join(' ') ?? '';
  for (const option of ['--appendonly yes', '--appendfsync everysec', '--maxmemory-policy noeviction']) {
    assert.ok(options.includes(option), option);
  }
  assert.equal(redis?.ports, undefined);
  assert.ok(redis?.volumes?.some((volume) => volume.startsWith('redis-data:') && 'redis-data' in volumes));
  for (const [name, service] of Object.entries({ bot, worker })) {
    assert.deepEqual(service?.command, [name]);
    assert.equal(service?.environment?.['REDIS_URL'], 'redis://redis:6379');
    assert.equal(service?.depends_on?.['redis']?.condition, 'service_healthy');
  }
  assert.deepEqual(demo?.profiles, ['demo']);
  assert.deepEqual(demo?.tmpfs, ['/tmp:exec'], 'programs of the simulated hosts run there');
  for (const [name, service] of Object.entries(services)) {
    // A missing env_file of one service stops every command of Compose, the demo too.
    assert.equal(service.env_file, undefined, name);
    assert.deepEqual(
      Object.keys(service.environment ?? {}).filter((key) => !documented.includes(`\`${key}\``)),
      [],
      name,
    );
  }
  const given = (service?: Service): string[] => Object.keys(service?.environment ?? {});
  assert.ok(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'].every((key) => given(bot).includes(key)));
  assert.ok(['SLACK_BOT_TOKEN', 'STUCKMAIL_KEY_PASSPHRASE'].every((key) => given(worker).includes(key)));
  assert.ok(worker?.volumes?.every((volume) => volume.endsWith(':ro')));
  for (const service of [bot, worker, demo]) assert.equal(service?.read_only, true);
  assert.match(read('Dockerfile'), /^USER node$/m);
});

test('nothing names a machine, a user’s folder or another registry', () => {
  const own = relative(root, import.meta.filename);
  const machine = new RegExp(['/wo', 'rk/|/Us', 'ers/|/home/(?!node/|USER)\\w+/|localhost:48'].join(''));
  for (const path of files.filter(
    (name) => name !== own && /\.(?:ts|md|json|ya?ml|js|sh)$|^\.ci|Dockerfile/.test(name),
  )) {
    assert.doesNotMatch(read(path), machine, path);
  }
  for (const [, host = ''] of read('package-lock.json').matchAll(/"resolved": "(https?:\/\/[^/"]+)/g)) {
    assert.equal(host, 'https://registry.npmjs.org');
  }
});

test('the lock file holds every package for every platform, or npm ci refuses it', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  for (const [holder, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const name of Object.keys(optionalDependencies)) {
      assert.ok(`${holder}/node_modules/${name}` in packages || `node_modules/${name}` in packages, name);
    }
  }
});
