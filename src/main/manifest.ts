import { readFile } from 'node:fs/promises';
import { isMap, isSeq, parse, parseDocument } from 'yaml';
import { UsageError } from './command.ts';

/** manifest.yml of this package, as text: for Socket Mode. */
export const readManifest = (): Promise<string> => readFile(new URL('../../manifest.yml', import.meta.url), 'utf8');

/** The bot scopes a manifest asks for. */
export const scopesOf = (manifest: string): string[] => {
  const parsed = parse(manifest) as { oauth_config?: { scopes?: { bot?: string[] } } } | null;
  return parsed?.oauth_config?.scopes?.bot ?? [];
};

/** Where Slack sends everything in HTTP mode, below the URL people give. */
const eventsPath = '/slack/events';

const requestUrl = (base: string): string => {
  let url: URL;
  try {
    url = new URL(base);
  } catch (error) {
    throw new UsageError(`--http is "${base.slice(0, 60)}"; expected a URL, for example https://bot.example.com`, {
      cause: error,
    });
  }
  if (url.protocol !== 'https:')
    throw new UsageError(`--http is "${base.slice(0, 60)}"; expected https, which Slack asks for`);
  return url.pathname === '/' ? `${url.origin}${eventsPath}` : url.href;
};

/** The same manifest for HTTP mode, where Slack calls `base`. */
export const manifestForHttp = (manifest: string, base: string): string => {
  const url = requestUrl(base);
  const document = parseDocument(manifest);
  document.setIn(['settings', 'socket_mode_enabled'], false);
  document.setIn(['settings', 'interactivity', 'request_url'], url);
  // Menus of hosts ask for their options there.
  document.setIn(['settings', 'interactivity', 'message_menu_options_url'], url);
  if (document.hasIn(['settings', 'event_subscriptions'])) {
    document.setIn(['settings', 'event_subscriptions', 'request_url'], url);
  }
  const commands = document.getIn(['features', 'slash_commands']);
  for (const command of isSeq(commands) ? commands.items : []) if (isMap(command)) command.set('url', url);
  return String(document);
};
