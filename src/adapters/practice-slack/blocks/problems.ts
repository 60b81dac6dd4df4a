/** Where blocks are shown; some types are for one surface only. */
export type Surface = 'message' | 'modal' | 'home';

/** What Slack would say is wrong with these blocks; empty when it would take them. */
export function problemsOf(_blocks: readonly unknown[], _surface: Surface): string[] {
  return [];
}
