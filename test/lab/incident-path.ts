import type { PracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { pause } from './command.ts';
import type { LabHost } from './lab-host.ts';
import { relayPassword } from './relay-mode.ts';

/** The root messages of incidents in the channel, as they stand. */
const incidents = (slack: PracticeSlack): readonly string[] =>
  slack
    .messages('ops')
    .map(({ text }) => text)
    .filter((text) => /^(?:Mail stops on|Mail flows again|Over after|Proved)/u.test(text));

const isOver = (text: string): boolean => text.startsWith('Over after');

/**
 * The life of two incidents on real hosts: watched, checked until they open, mended, checked until they close. `stopped` has no
 * daemon, `refused` has a wrong password. Returns what was wrong.
 */
export const runIncidentPath = async (
  slack: PracticeSlack,
  { stopped, refused }: { stopped: LabHost; refused: LabHost },
): Promise<readonly string[]> => {
  const type = async (text: string): Promise<void> => {
    const { outcome } = await slack.typeCommand({ user: 'ann', channel: 'ops', text });
    if (outcome !== 'acknowledged') throw new Error(`lab: ${text}: ${outcome}`);
  };
  /** Checks both hosts again and again: a check that somebody asked for counts as the watch's own. */
  const checkUntil = async (what: string, done: () => boolean): Promise<string | undefined> => {
    for (const end = Date.now() + 90_000; Date.now() < end; ) {
      await type(`/mail diagnose ${stopped.name} ${refused.name}`);
      for (let tries = 0; tries < 40 && !done(); tries++) await pause(0.25);
      if (done()) return undefined;
    }
    return `${what}: ${JSON.stringify(incidents(slack)).slice(0, 300)}`;
  };
  await type(`/mail watch ${stopped.name} ${refused.name} every 1h in <#C0OPS|ops>`);
  const notOpened = await checkUntil('two incidents did not open', () => incidents(slack).length >= 2);
  if (notOpened !== undefined) return [notOpened];
  const wrong: string[] = [];
  for (const host of [stopped, refused])
    if (!incidents(slack).some((text) => text.includes(host.name))) wrong.push(`no incident names ${host.name}`);
  await stopped.restart();
  refused.edit('etc/mail/authinfo', /"P:[^"]*"/u, `"P:${relayPassword}"`);
  await refused.must('makemap hash /etc/mail/authinfo < /etc/mail/authinfo');
  for (const host of [stopped, refused]) await host.send();
  const notClosed = await checkUntil('the incidents did not close', () => incidents(slack).every(isOver));
  if (notClosed !== undefined) wrong.push(notClosed);
  if (incidents(slack).length !== 2) wrong.push(`${incidents(slack).length} root messages for two incidents`);
  return wrong;
};
