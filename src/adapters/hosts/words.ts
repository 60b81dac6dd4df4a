import { isIP } from 'node:net';
import { z } from 'zod';
import { parseDuration } from '../../domain/duration/duration.ts';

/** Texts of the configuration file: each has a pattern and the words that say what was expected instead. */
const text = (pattern: RegExp, expected: string) => z.string({ error: expected }).regex(pattern, { error: expected });

const label = '[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?';
const dotted = new RegExp(`^${label}(\\.${label})*\\.?$`);

/** A name or address that is safe as an argument of any program: no shell character, no leading minus sign. */
export const isNetworkName = (value: string): boolean =>
  value.length <= 253 && (isIP(value) !== 0 || (dotted.test(value) && !/^[\d.]+$/.test(value)));

export const networkName = z
  .string({ error: 'a host name or an IP address, in quotes when it looks like a number' })
  .refine(isNetworkName, { error: 'a host name or an IP address: letters, digits, dots and hyphens, no port' });

/** Keys of `hosts`, aliases and groups: what people type after `/mail diagnose`. */
export const shortName = text(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
  'a name of letters, digits, dots, hyphens and underscores, at most 63 characters',
);

export const loginName = text(/^[A-Za-z_][A-Za-z0-9._@\\-]{0,63}$/, 'a login name, for example mailops');

export const filePath = text(/^(?!~[^/]).*\S.*$/u, 'a path; ~/ at its start is the home directory');

/** A word or a few, as people write them in a message. */
export const phrase = text(
  /^(?=.{3,60}$)[\p{L}\p{N}]+(?:[ '-][\p{L}\p{N}]+){0,4}$/u,
  'one to five words of letters and digits, 3 to 60 characters in all',
);

export const portNumber = z
  .int({ error: 'a port number from 1 to 65535' })
  .min(1, { error: 'a port number from 1 to 65535' })
  .max(65_535, { error: 'a port number from 1 to 65535' });

export const yesOrNo = z.boolean({ error: 'true or false' });

export const become = z.enum(['none', 'sudo'], { error: 'none or sudo' });

export const channelId = text(
  /^[CGD][A-Z0-9]{6,20}$/,
  'the id of a Slack channel, for example C0123456789, not its name',
);
export const userId = text(/^[UW][A-Z0-9]{6,20}$/, 'the id of a Slack user, for example U0123456789');
export const userGroupId = text(/^S[A-Z0-9]{6,20}$/, 'the id of a Slack user group, for example S0123456789');

export const listOf = <T extends z.ZodType>(item: T, what: string) => z.array(item, { error: `a list of ${what}` });

export const wholeNumber = (from: number, to: number) =>
  z
    .int({ error: `a whole number from ${from} to ${to}` })
    .min(from, { error: `a whole number from ${from} to ${to}` })
    .max(to, { error: `a whole number from ${from} to ${to}` });

/** A span such as `5m`, within limits that `expected` names. Kept as text; `parseDuration` reads it. */
export const span = (fromSeconds: number, toSeconds: number, expected: string) =>
  z.string({ error: expected }).refine(
    (value) => {
      const seconds = parseDuration(value);
      return seconds !== undefined && seconds >= fromSeconds && seconds <= toSeconds;
    },
    { error: expected },
  );
