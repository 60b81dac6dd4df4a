import { nearestNames } from '../../domain/text/nearest-names.ts';
import type { ConfigurationProblem } from './configuration-error.ts';
import type { ConfigurationFile, HostEntry } from './schema.ts';
import { isNetworkName } from './words.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

type Entries = ConfigurationFile['hosts'];

interface Claim {
  readonly kind: 'host' | 'alias' | 'group';
  readonly path: YamlPath;
  readonly owner: string;
}

const described = ({ kind, owner }: Claim): string =>
  ({ host: `the host ${owner}`, alias: `an alias of ${owner}`, group: `a group of ${owner}` })[kind];

/** Each word after "diagnose" must mean one thing: a host, an alias of one host, or a group. */
const collisions = (hosts: Entries, source: YamlSource): ConfigurationProblem[] => {
  const taken = new Map<string, Claim>();
  const problems: ConfigurationProblem[] = [];
  const claim = (word: string, mine: Claim): void => {
    const key = word.toLowerCase();
    const part = mine.kind === 'host' ? 'key' : 'value';
    if (key === 'all') {
      problems.push(source.problemAt(mine.path, `"${word}" means every host; expected another name`, part));
      return;
    }
    const other = taken.get(key);
    if (other === undefined) taken.set(key, mine);
    else if (!(other.kind === 'group' && mine.kind === 'group')) {
      problems.push(
        source.problemAt(mine.path, `"${word}" is ${described(other)} already; expected a name of its own`, part),
      );
    }
  };
  for (const name of Object.keys(hosts)) claim(name, { kind: 'host', path: ['hosts', name], owner: name });
  for (const [owner, entry] of Object.entries(hosts)) {
    for (const [index, alias] of (entry?.aliases ?? []).entries()) {
      claim(alias, { kind: 'alias', path: ['hosts', owner, 'aliases', index], owner });
    }
  }
  for (const [owner, entry] of Object.entries(hosts)) {
    for (const [index, group] of (entry?.groups ?? []).entries()) {
      claim(group, { kind: 'group', path: ['hosts', owner, 'groups', index], owner });
    }
  }
  return problems;
};

const jumpOf = (hosts: Entries, name: string): string | undefined => {
  const jump = hosts[name]?.jump?.toLowerCase();
  return jump === undefined ? undefined : Object.keys(hosts).find((other) => other.toLowerCase() === jump);
};

/** The way from a host over its jump hosts back to itself, if there is one. */
const loopFrom = (hosts: Entries, start: string): string[] | undefined => {
  const way = [start];
  for (let next = jumpOf(hosts, start); next !== undefined; next = jumpOf(hosts, next)) {
    if (next === start) return [...way, start];
    if (way.includes(next)) return undefined;
    way.push(next);
  }
  return undefined;
};

const jumpProblem = (hosts: Entries, name: string, entry: HostEntry): string | undefined => {
  if (entry.jump === undefined) return undefined;
  if (jumpOf(hosts, name) === undefined) {
    const [nearest] = nearestNames(entry.jump, Object.keys(hosts), 1);
    const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
    return `hosts.${name}.jump is "${entry.jump}", which is no entry of hosts; expected the name of one${hint}`;
  }
  const loop = loopFrom(hosts, name);
  return loop && `jump hosts go in a circle: ${loop.join(' -> ')}; expected a way that ends`;
};

/** What the shape alone can't tell: names used twice, jumps to nowhere or in a circle, names that are no addresses. */
export const checkHosts = (hosts: Entries, source: YamlSource): ConfigurationProblem[] => {
  const problems = collisions(hosts, source);
  if (Object.keys(hosts).length === 0) {
    problems.push(source.problemAt(['hosts'], 'hosts has no entry; expected at least one host'));
  }
  for (const [name, entry] of Object.entries(hosts)) {
    const jump = entry === null ? undefined : jumpProblem(hosts, name, entry);
    if (jump !== undefined) problems.push(source.problemAt(['hosts', name, 'jump'], jump));
    if (entry?.address === undefined && !isNetworkName(name)) {
      const message = `"${name}" is no network name, and hosts.${name}.address is missing; expected an address`;
      problems.push(source.problemAt(['hosts', name], message, 'key'));
    }
  }
  return problems;
};
