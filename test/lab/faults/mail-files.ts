import { must } from '../command.ts';
import type { Fault } from '../fault.ts';
import type { LabHost } from '../lab-host.ts';
import { sendmailSource } from '../mail-configuration.ts';
import type { RelayMode } from '../relay-mode.ts';

/** Replaces the login file and rebuilds its database. */
export const setLogin = async (host: LabHost, text: string): Promise<void> => {
  host.write('etc/mail/authinfo', text);
  await host.must('makemap hash /etc/mail/authinfo < /etc/mail/authinfo');
};

/** Changes sendmail.cf and starts the daemon anew. */
export const changeCf = async (host: LabHost, from: string | RegExp, to: string): Promise<void> => {
  host.edit('etc/mail/sendmail.cf', from, to);
  await host.restart();
};

export const nameRelay = (host: LabHost, value: string): Promise<void> =>
  changeCf(host, /^DSsmtp\.relay\.test$/mu, `DS${value}`);

/** Builds sendmail.cf from a changed source. */
export const buildCf = async (host: LabHost, change: (source: string) => string): Promise<void> => {
  const input = change(sendmailSource);
  if (input === sendmailSource) throw new Error('lab: the source of sendmail.cf was not changed');
  host.write(
    'etc/mail/sendmail.cf',
    await must('m4', ['-D_CF_DIR_=/usr/share/sendmail/cf/', '/usr/share/sendmail/cf/m4/cf.m4', '-'], { input }),
  );
  await host.restart();
};

/** Puts entries into the access map. */
export const setAccess = async (host: LabHost, text: string): Promise<void> => {
  host.write('etc/mail/access', text);
  await host.must('makemap hash /etc/mail/access < /etc/mail/access');
};

/** A fault in one call. */
export const fault = (
  name: string,
  expected: Fault['expected'],
  codes: readonly string[],
  note: string,
  make: (host: LabHost) => Promise<unknown>,
  more: Partial<Fault> = {},
): Fault => ({
  name,
  expected,
  ...(codes.length > 0 ? { codes } : {}),
  note,
  break: async (host) => void (await make(host)),
  ...more,
});

/** A fault that is a way the relay behaves. */
export const relayFault = (
  name: string,
  mode: RelayMode,
  expected: Fault['expected'],
  codes: readonly string[],
  note: string,
): Fault => fault(name, expected, codes, note, async (host) => host.relay(mode));

export const well = ['healthy', 'degraded'] as const;
export const down = ['SERVICE_INOPERATIVE', 'SERVICE_NOT_RUNNING_MAIL_WAITING', 'SERVICE_TERMINATED'];
