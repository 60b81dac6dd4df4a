import { faults, findFault } from '../../adapters/simulated-host/faults/index.ts';
import type { Fleet } from '../../adapters/simulated-host/start-fleet.ts';
import type { SimulatedHost } from '../../adapters/simulated-host/start-simulated-host.ts';
import { paint, type Style } from '../../adapters/terminal/style.ts';
import { nearestNames } from '../../domain/text/nearest-names.ts';
import { faultMenu, help, hostList } from './texts.ts';

/** What a line typed at the prompt leads to. `typed` and `said` go to the practice Slack. */
export type Act =
  | { readonly kind: 'typed' | 'said'; readonly text: string }
  | { readonly kind: 'told'; readonly lines: readonly string[] }
  | { readonly kind: 'quit' };

const told = (...lines: readonly string[]): Act => ({ kind: 'told', lines });

const nearHint = (word: string, names: readonly string[]): string => {
  const near = nearestNames(word, names);
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : `expected one of ${names.join(', ')}`;
};

const cut = (word: string): string => word.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60);

const findHost = (fleet: Fleet, word: string | undefined): SimulatedHost | Act => {
  const names = fleet.hosts.map(({ name }) => name);
  if (word === undefined) return told(`which host? One of ${names.join(', ')}.`);
  const host = fleet.hosts.find(({ name }) => name === word.toLowerCase());
  return host ?? told(`there is no simulated host "${cut(word)}"; ${nearHint(word, names)}`);
};

const breakHost = async (fleet: Fleet, style: Style, words: readonly string[]): Promise<Act> => {
  const host = findHost(fleet, words[0]);
  if (!('apply' in host)) return host;
  const [, name] = words;
  if (name === undefined) return told(...faultMenu(style));
  const fault = findFault(name.toLowerCase());
  const names = faults.map((each) => each.name);
  if (fault === undefined) return told(`there is no fault "${cut(name)}"; ${nearHint(name, names)}`);
  await fleet.apply(host, fault);
  return told(
    `${paint(style, 'strong', host.name)} is now ${fault.name}: ${fault.story}`,
    `Try: /mail diagnose ${host.name}`,
  );
};

/** Reads one line of the prompt and does what concerns the hosts. */
export const act = async (line: string, fleet: Fleet, style: Style): Promise<Act> => {
  const text = line.trim();
  const [verb = '', ...words] = text.split(/\s+/);
  if (text.startsWith('/')) {
    return verb.toLowerCase() === '/mail'
      ? { kind: 'typed', text }
      : told(`the practice Slack knows only the command /mail, not ${cut(verb)}`);
  }
  if (text.startsWith('@')) return { kind: 'said', text };
  switch (verb.toLowerCase()) {
    case '':
      return told();
    case 'break':
      return breakHost(fleet, style, words);
    case 'mend':
      return breakHost(fleet, style, [...words.slice(0, 1), ...(words.length > 0 ? ['healthy'] : [])]);
    case 'faults':
      return told(...faultMenu(style));
    case 'hosts':
      return told(
        ...hostList(fleet.hosts, style),
        '',
        `Their configuration, for other commands in another terminal: --config ${fleet.configurationFile}`,
      );
    case 'help':
    case '?':
      return told(...help(style));
    case 'quit':
    case 'exit':
      return { kind: 'quit' };
    default:
      return told(`"${cut(verb)}" is nothing the demo knows.`, ...help(style));
  }
};
