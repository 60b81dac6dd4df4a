import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { manifestForHttp, scopesOf } from '../../src/main/manifest.ts';
import { runStuckmail } from './run-stuckmail.ts';

const manifest = readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8');

interface Manifest {
  readonly features: { readonly slash_commands: readonly { readonly command: string; readonly url?: string }[] };
  readonly settings: {
    readonly socket_mode_enabled: boolean;
    readonly event_subscriptions: { readonly request_url?: string };
    readonly interactivity: { readonly request_url?: string; readonly message_menu_options_url?: string };
  };
}

test('manifest prints the file as it is', async () => {
  assert.equal((await runStuckmail(['manifest'])).stdout, manifest);
});

test('for HTTP mode every part gets the URL and sockets are off; the rest stays', async () => {
  const { stdout } = await runStuckmail(['manifest', '--http', 'https://bot.example.com']);
  const { features, settings } = parse(stdout) as Manifest;
  const url = 'https://bot.example.com/slack/events';
  assert.deepEqual(
    features.slash_commands.map((command) => command.url),
    features.slash_commands.map(() => url),
  );
  assert.equal(settings.event_subscriptions.request_url, url);
  assert.equal(settings.interactivity.request_url, url);
  assert.equal(settings.interactivity.message_menu_options_url, url);
  assert.equal(settings.socket_mode_enabled, false);
  assert.deepEqual(scopesOf(stdout), scopesOf(manifest));
  assert.ok(scopesOf(manifest).includes('chat:write'));
});

test('a URL with a path of its own is kept; what is no https URL is refused', async () => {
  assert.match(
    manifestForHttp(manifest, 'https://bot.example.com/mail/events'),
    /request_url: https:\/\/bot\.example\.com\/mail\/events\n/,
  );
  assert.throws(
    () => manifestForHttp(manifest, 'bot.example.com'),
    /expected a URL, for example https:\/\/bot\.example\.com/,
  );
  const { code, stderr, stdout } = await runStuckmail(['manifest', '--http', 'http://bot.example.com']);
  assert.deepEqual([code, stdout], [3, '']);
  assert.match(stderr, /expected https, which Slack asks for/);
});
