import type { Fault } from '../fault.ts';
import type { LabHost } from '../lab-host.ts';
import type { RelayMode } from '../relay-mode.ts';

/** One state of a host in one call: what is right, what it is, how it is made. */
export const state = (
  name: string,
  expected: Fault['expected'],
  note: string,
  make: (host: LabHost) => Promise<unknown>,
  more: Partial<Fault> = {},
): Fault => ({ name, expected, note, break: async (host) => void (await make(host)), ...more });

/** The same where only the relay behaves otherwise. */
export const relayState = (
  name: string,
  expected: Fault['expected'],
  note: string,
  mode: RelayMode,
  more: Partial<Fault> = {},
): Fault => state(name, expected, note, async (host) => host.relay(mode), more);

/** Adds a line to the options of sendmail.cf and starts the daemon anew. */
export const setOption = async (host: LabHost, name: string, value: string): Promise<void> => {
  const text = host.read('etc/mail/sendmail.cf').replace(new RegExp(`^O ${name}[ =].*\\n`, 'gmu'), '');
  host.write('etc/mail/sendmail.cf', text.replace(/^#\s+Options\s+#$/mu, `$&\n\nO ${name}=${value}`));
  if (!host.read('etc/mail/sendmail.cf').includes(`O ${name}=${value}`)) throw new Error(`lab: ${name} was not set`);
  await host.sh('stopsrc -s sendmail; startsrc -s sendmail -a "-bd -q30m"; sleep 1');
};

/** The waits of Sendmail as they are shipped, instead of the lab's short ones. */
export const waitAsShipped = async (host: LabHost): Promise<void> => {
  host.write('etc/mail/sendmail.cf', host.read('etc/mail/sendmail.cf').replaceAll(/^(O Timeout\.\w+=)4s$/gmu, '$15m'));
  await host.restart();
};

/** Hands mail in as a program of a user does, to the daemon by way of submit.cf. */
export const handIn = (host: LabHost): Promise<void> => host.send({ flags: '-odb' });

/** Whether this code is named, as the answer or beside it. */
export const names =
  (...codes: string[]): NonNullable<Fault['check']> =>
  (answer) => {
    const named = [answer.code, ...answer.alsoFound.map((one) => one.code)];
    return codes.some((code) => named.includes(code)) ? [] : [`${codes.join(' or ')} is not named`];
  };
