import { createHmac } from 'node:crypto';

/** A name as known_hosts writes it: bare for port 22, `[name]:port` for any other. */
export const writeHostName = (name: string, port: number): string =>
  port === 22 ? name.toLowerCase() : `[${name.toLowerCase()}]:${port}`;

/** `*` stands for any text, `?` for one character; everything else, brackets too, for itself. */
const matchesPattern = (pattern: string, name: string): boolean => {
  const source = pattern
    .toLowerCase()
    .replace(/\*+/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(name);
};

const matchesHash = (hashed: string, name: string): boolean => {
  const [, , salt = '', hash = ''] = hashed.split('|');
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest().equals(Buffer.from(hash, 'base64'));
};

/** Whether the host column of a known_hosts line is about `name` (as `writeHostName` gives it). A `!` match rules the line out. */
export const matchesHosts = (hosts: string, name: string): boolean => {
  if (hosts.startsWith('|1|')) return matchesHash(hosts, name);
  let matched = false;
  for (const pattern of hosts.split(',')) {
    if (pattern.startsWith('!')) {
      if (matchesPattern(pattern.slice(1), name)) return false;
    } else if (pattern !== '' && matchesPattern(pattern, name)) matched = true;
  }
  return matched;
};
