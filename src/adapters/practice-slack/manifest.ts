import { isRecord } from './arguments.ts';

/** What an app's manifest says about what the app may do and hears. */
export interface ManifestFacts {
  readonly scopes: readonly string[];
  readonly subscriptions: readonly string[];
  readonly commands: readonly string[];
  readonly shouldEscape: boolean;
  readonly isInteractive: boolean;
  readonly botName: string | undefined;
}

/** Reads a parsed `manifest.yml`; what it does not name, the app does not have. */
export function readManifest(manifest: unknown): ManifestFacts {
  const commands = at(manifest, 'features', 'slash_commands');
  const listed = Array.isArray(commands) ? commands.filter(isRecord) : [];
  const name = at(manifest, 'features', 'bot_user', 'display_name');
  return {
    scopes: texts(at(manifest, 'oauth_config', 'scopes', 'bot')),
    subscriptions: texts(at(manifest, 'settings', 'event_subscriptions', 'bot_events')),
    commands: texts(listed.map(({ command }) => command)),
    shouldEscape: listed.some(({ should_escape }) => should_escape === true),
    isInteractive: at(manifest, 'settings', 'interactivity', 'is_enabled') === true,
    botName: typeof name === 'string' ? name.toLowerCase() : undefined,
  };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), value);
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
