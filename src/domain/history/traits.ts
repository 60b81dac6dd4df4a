import type { ProbeResult } from '../collector/probe.ts';
import { indexResults, type Results } from '../collector/results.ts';
import { type DialogueFacts, parseDialogue } from '../dialogue/parse.ts';
import { parseConfiguration } from '../stages/configuration/parse.ts';
import { parseDns } from '../stages/dns/parse.ts';
import { parseSClient } from '../stages/starttls/s-client.ts';
import { parseSystem } from '../stages/system-facts.ts';

/**
 * What a host was like at one time: short texts that change only when somebody changes something. What could not be read is absent.
 * The first word of a name says how it is compared and told; see compare.ts.
 */
export type Traits = Readonly<Record<string, string>>;

/** Longer than this no trait says anything more. */
const longest = 4000;

/** `CHECKSUM LENGTH PATH` a line, of files without logins. */
const checksums = (results: Results): Record<string, string> =>
  Object.fromEntries(
    results.lines('configuration', /^cksum /).flatMap((line) => {
      const [, sum, path] = /^(\d+ \d+) (\/\S+)$/.exec(line) ?? [];
      return sum && path ? [[`checksum ${path}`, sum]] : [];
    }),
  );

/** Length and date of files that may hold logins, as `ls -l` prints them; nothing that is made of what stands in them. */
const listed = (results: Results): Record<string, string> => {
  const lines = [...results.lines('configuration', /^ls -l/), ...results.lines('configuration', /^other mail files/)];
  const found = lines.flatMap((line): [string, string][] => {
    const missing = /^missing (\/etc\/\S+)/.exec(line)?.[1];
    if (missing) return [[`file ${missing}`, 'missing']];
    const [, size, date, path] =
      /^-[rwxsStT-]{9}\S*\s+\d+\s+\S+\s+\S+\s+(\d+)\s+([A-Z][a-z]{2}\s+\d{1,2}\s+[\d:]{4,5})\s+(\/etc\/\S+)$/.exec(
        line,
      ) ?? [];
    return size && date && path ? [[`file ${path}`, `${size} bytes of ${date.replace(/\s+/g, ' ')}`]] : [];
  });
  return Object.fromEntries(found);
};

/** The lines of sendmail.cf that decide about the way: definitions, maps, options and queue groups, in an order of our own. */
const settings = (results: Results): Record<string, string> => {
  const output = results.output('configuration', /^grep the relay/);
  if (output?.exitCode !== 0) return {};
  const lines = output.lines
    .filter((line) => /^(?:D|K|O|Q)/.test(line))
    .map((line) => line.replace(/\s+/g, ' ').trim());
  const text = [...new Set(lines)].sort().join('\n');
  return text === '' || text.length > longest ? {} : { settings: text };
};

/** `/C=US/CN=x` (1.0), `C = US, CN = x` (1.1), `C=US, CN=x` (3.2) are the same name. */
const plainName = (name: string | undefined): string | undefined =>
  name
    ?.trim()
    .replace(/^\//, '')
    .replace(/\/(?=[A-Za-z.0-9]+=)/g, ', ')
    .replace(/ *= */g, '=');

const certificate = (dialogue: DialogueFacts | undefined): Record<string, string> => {
  const shown = dialogue === undefined ? null : parseSClient(dialogue.tlsLines).certificate;
  const present = (name: string, value: string | null | undefined): Record<string, string> =>
    value ? { [`certificate ${name}`]: value } : {};
  return {
    ...present('subject', plainName(shown?.subject)),
    ...present('issuer', plainName(shown?.issuer)),
    ...present('end', shown?.notAfter),
  };
};

const sortedWords = (words: readonly string[]): string => [...new Set(words)].sort().join(' ');

const relay = (results: Results, dialogue: DialogueFacts | undefined): Record<string, string> => {
  const system = parseSystem(results);
  if (!system) return {};
  const dns = parseDns(results);
  const found = Array.isArray(dns.system) ? (dns.system as readonly string[]) : [];
  const logins = dialogue?.authOffered ?? '';
  return {
    ...(system.cfRead ? { relay: system.relay ? `${system.relay.host}:${system.relay.port}` : 'none' } : {}),
    ...(found.length > 0 && system.relay ? { [`addresses ${system.relay.host}`]: sortedWords(found) } : {}),
    ...(dns.servers && dns.servers.length > 0 ? { 'name servers': dns.servers.join(' ') } : {}),
    ...(dialogue?.offersTls === undefined ? {} : { 'offers STARTTLS': dialogue.offersTls ? 'yes' : 'no' }),
    ...(logins === '' ? {} : { 'offers logins': sortedWords(logins.split(/\s+/).filter(Boolean)) }),
  };
};

const program = (results: Results): Record<string, string> => {
  const { build } = parseConfiguration(results);
  if (build?.version === undefined || build.hung) return {};
  const has = (word: string, there: boolean): string => `${there ? 'with' : 'without'} ${word}`;
  return { sendmail: `${build.version} ${has('STARTTLS', build.hasTls)}, ${has('SASL', build.hasSasl)}` };
};

/** Everything that tells this host from itself at another time. `clean` makes a line fit to leave the host. */
export const readTraits = (probeResults: readonly ProbeResult[], clean: (line: string) => string): Traits => {
  const results = indexResults(probeResults);
  const dialogue = parseDialogue(results);
  const all = {
    ...checksums(results),
    ...listed(results),
    ...settings(results),
    ...relay(results, dialogue),
    ...certificate(dialogue),
    ...program(results),
  };
  // A file with a checksum needs no date.
  const known = Object.entries(all).filter(
    ([name]) => !(name.startsWith('file ') && `checksum ${name.slice(5)}` in all),
  );
  return Object.fromEntries(known.map(([name, value]) => [name, value.split('\n').map(clean).join('\n')]));
};
