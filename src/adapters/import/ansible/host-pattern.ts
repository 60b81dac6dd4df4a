/** More hosts than any inventory that is typed by hand; a range with a zero too many stops here. */
export const mostHosts = 5000;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The members of `begin:end[:step]`, as Ansible has it; a text says what is wrong. */
const membersOf = (range: string): string[] | string => {
  const [begin = '', end = '', stepText = '1', ...more] = range.split(':');
  const step = Number(stepText);
  if (more.length > 0 || !range.includes(':') || !/^\d+$/.test(stepText) || step < 1) {
    return 'expected [begin:end] or [begin:end:step], for example web[01:20]';
  }
  if (end === '') return 'the range has no end; expected one, for example web[01:20]';
  const from = begin === '' ? '0' : begin;
  if (from.length > 1 && from.startsWith('0') && from.length !== end.length) {
    return 'begin and end of the range differ in length; expected the same number of digits, for example [01:20]';
  }
  const alphabet = letters.indexOf(from) >= 0 && from.length === 1 && letters.indexOf(end) >= 0 && end.length === 1;
  if (!alphabet && !(/^\d+$/.test(from) && /^\d+$/.test(end)))
    return 'expected numbers or single letters on both sides of the colon';
  const [first, last] = alphabet ? [letters.indexOf(from), letters.indexOf(end)] : [Number(from), Number(end)];
  if (first > last) return 'the range ends before it begins; expected the smaller one first';
  if ((last - first) / step >= mostHosts) return `more than ${mostHosts} hosts; expected fewer`;
  const width = from.startsWith('0') ? from.length : 1;
  const members: string[] = [];
  for (let at = first; at <= last; at += step) {
    members.push(alphabet ? (letters[at] ?? '') : String(at).padStart(width, '0'));
  }
  return members;
};

const expand = (pattern: string): string[] | string => {
  const [, head, range, tail] = /^([^[]*)\[([^\]]*)\](.*)$/s.exec(pattern) ?? [];
  if (head === undefined || range === undefined || tail === undefined) return [pattern];
  const members = membersOf(range);
  if (typeof members === 'string') return members;
  const rest = expand(tail);
  if (typeof rest === 'string') return rest;
  if (members.length * rest.length > mostHosts) return `more than ${mostHosts} hosts; expected fewer`;
  return members.flatMap((member) => rest.map((end) => `${head}${member}${end}`));
};

export interface HostPattern {
  readonly names: readonly string[];
  readonly port?: number;
}

/** `web[01:20].example.com:2222` as names and a port; a text says what is wrong. */
export const readHostPattern = (pattern: string): HostPattern | string => {
  const [, six, sixPort] = /^\[([0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)\](?::(\d+))?$/i.exec(pattern) ?? [];
  if (six !== undefined && !/^\d+:\d+:\d+$/.test(six))
    return { names: [six], ...(sixPort === undefined ? {} : { port: Number(sixPort) }) };
  const [, host = pattern, port] = /^((?:[^[\]:]|\[[^\]]*\])+):(\d+)$/.exec(pattern) ?? [];
  if (pattern.endsWith(':'))
    return `"${pattern.slice(0, 60)}" ends with a colon; expected a port after it, or no colon`;
  const names = expand(host);
  if (typeof names === 'string') return `"${pattern.slice(0, 60)}": ${names}`;
  return { names, ...(port === undefined ? {} : { port: Number(port) }) };
};
