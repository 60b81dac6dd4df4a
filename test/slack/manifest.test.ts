import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { botScopes, eventScopes, methodScopes } from '../../src/adapters/slack/scopes.ts';

const root = join(import.meta.dirname, '../..');
const manifest = parse(readFileSync(join(root, 'manifest.yml'), 'utf8')) as Record<string, any>;
const code = readdirSync(join(root, 'src/adapters/slack'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== 'scopes.ts')
  .map((name) => readFileSync(join(root, 'src/adapters/slack', name), 'utf8'))
  .join('\n');

const inOrder = (names: Iterable<string | undefined>): string[] =>
  Array.from(names, (name) => name ?? '').sort((a, b) => (a < b ? -1 : 1));
const length = (value: unknown, least: number, most: number, what: string): void => {
  assert.ok(
    typeof value === 'string' && value.length >= least && value.length <= most,
    `${what}: ${least} to ${most} letters`,
  );
};
const onlyKeys = (value: object, allowed: readonly string[], what: string): void =>
  assert.deepEqual(
    Object.keys(value).filter((key) => !allowed.includes(key)),
    [],
    what,
  );

test('the manifest keeps to the rules of Slack', () => {
  onlyKeys(manifest, ['_metadata', 'display_information', 'features', 'oauth_config', 'settings'], 'top level');
  assert.deepEqual(manifest['_metadata'], { major_version: 2 });
  const { display_information: display, features, oauth_config: oauth, settings } = manifest;
  onlyKeys(display, ['name', 'description', 'long_description', 'background_color'], 'display_information');
  length(display.name, 1, 35, 'name');
  length(display.description, 1, 140, 'description');
  length(display.long_description, 175, 4000, 'long_description');
  assert.match(display.background_color, /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i);
  onlyKeys(features, ['app_home', 'bot_user', 'slash_commands', 'shortcuts'], 'features');
  onlyKeys(
    features.app_home,
    ['home_tab_enabled', 'messages_tab_enabled', 'messages_tab_read_only_enabled'],
    'app_home',
  );
  onlyKeys(features.bot_user, ['display_name', 'always_online'], 'bot_user');
  length(features.bot_user.display_name, 1, 80, 'display_name');
  assert.ok(features.slash_commands.length >= 1 && features.slash_commands.length <= 50);
  for (const command of features.slash_commands) {
    onlyKeys(
      command,
      ['command', 'description', 'usage_hint', 'should_escape'],
      'slash command: no url in Socket Mode',
    );
    assert.match(command.command, /^\/\S{1,31}$/);
    length(command.description, 1, 2000, 'description');
    length(command.usage_hint, 0, 1000, 'usage_hint');
  }
  onlyKeys(oauth, ['scopes'], 'oauth_config: no redirect is used');
  onlyKeys(oauth.scopes, ['bot'], 'scopes: none of a user');
  onlyKeys(
    settings,
    ['event_subscriptions', 'interactivity', 'org_deploy_enabled', 'socket_mode_enabled', 'token_rotation_enabled'],
    'settings',
  );
  onlyKeys(settings.event_subscriptions, ['bot_events'], 'event_subscriptions: no request_url in Socket Mode');
  onlyKeys(settings.interactivity, ['is_enabled'], 'interactivity: no request_url in Socket Mode');
  for (const list of [oauth.scopes.bot, settings.event_subscriptions.bot_events])
    assert.ok(list.length >= 1 && new Set(list).size === list.length && list.length <= 100);
});

test('direct messages, buttons and Socket Mode are switched on', () => {
  const { features, settings } = manifest;
  assert.equal(features.app_home.messages_tab_enabled, true);
  assert.equal(features.app_home.messages_tab_read_only_enabled, false);
  assert.equal(settings.socket_mode_enabled, true);
  assert.equal(settings.interactivity.is_enabled, true);
  assert.equal(features.slash_commands[0].should_escape, true);
});

test('the manifest asks for the scopes the code takes, and for no other', () => {
  assert.deepEqual(inOrder(manifest['oauth_config'].scopes.bot), inOrder(botScopes));
});

test('every method the code calls is in the table of scopes, and every one of the table is called', () => {
  // Calls go through one function, with the method as a literal.
  const called = new Set(
    [
      ...code.matchAll(
        /'((?:auth|chat|conversations|files|users|usergroups|views|reactions|bookmarks|team|assistant)\.[a-zA-Z.]+)'/g,
      ),
    ].map((match) => match[1]),
  );
  assert.deepEqual(inOrder(called), inOrder(Object.keys(methodScopes)));
  assert.doesNotMatch(code, /client\.(?:chat|files|users|conversations|views|reactions)\b/);
});

test('the manifest subscribes to the events the code listens to, and to no other', () => {
  assert.deepEqual(inOrder(manifest['settings'].event_subscriptions.bot_events), inOrder(Object.keys(eventScopes)));
  const listened = [...code.matchAll(/app\.event\('([a-z_]+)'/g)].map((match) => match[1]);
  const subscribed = Object.keys(eventScopes).map((name) => name.split('.')[0]);
  assert.deepEqual(inOrder(listened), inOrder(new Set(subscribed)));
  const commands = [...code.matchAll(/app\.command\('([^']+)'/g)].map((match) => match[1]);
  assert.deepEqual(
    commands,
    manifest['features'].slash_commands.map((command: { command: string }) => command.command),
  );
});
