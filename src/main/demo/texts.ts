import { faults } from '../../adapters/simulated-host/faults/index.ts';
import type { PlannedHost } from '../../adapters/simulated-host/start-fleet.ts';
import { paint, type Style } from '../../adapters/terminal/style.ts';
import { wrap } from '../../adapters/terminal/wrap.ts';

const row = (style: Style, left: string, width: number, right: string): string[] =>
  wrap(right, style.width - width - 2).map((line, index) =>
    index === 0 ? `  ${paint(style, 'strong', left.padEnd(width))}${line}` : `  ${' '.repeat(width)}${line}`,
  );

const longest = (words: readonly string[]): number => Math.max(...words.map((word) => word.length)) + 2;

/** What stands on the screen before anything happens: what is simulated, and what is real. */
export const introduction = (hosts: readonly Pick<PlannedHost, 'name' | 'fault'>[], style: Style): string[] => [
  paint(style, 'strong', 'Stuckmail demo'),
  '',
  ...wrap(
    `Simulated: ${hosts.length} AIX hosts with their disks and programs, a mail relay, a name server, and a practice Slack. They live inside this process, on loopback. Nothing leaves this machine and no mail is sent.`,
    style.width,
  ),
  ...wrap(
    'Real: the Slack bot with its socket, the queue, the SSH connections, and the script that checks a host (run by the sh of this machine).',
    style.width,
  ),
  '',
  ...hostList(hosts, style),
];

export const hostList = (hosts: readonly Pick<PlannedHost, 'name' | 'fault'>[], style: Style): string[] => {
  const width = longest(hosts.map(({ name }) => name));
  return hosts.flatMap(({ name, fault }) => row(style, name, width, `${fault.name} (${fault.story})`));
};

export const faultMenu = (style: Style): string[] => {
  const width = longest(faults.map(({ name }) => name));
  return [
    'break HOST FAULT puts a host into one of these states; mend HOST takes it back to healthy.',
    ...faults.flatMap(({ name, story }) => row(style, name, width, story)),
  ];
};

const helpRows: readonly (readonly [string, string])[] = [
  ['/mail ...', 'typed into the channel #ops of the practice Slack, for example /mail diagnose host02 or /mail help'],
  ['@stuckmail ...', 'a message that mentions the bot, for example @stuckmail diagnose erp'],
  ['break HOST FAULT', 'puts something wrong on a simulated host, for example break host02 disk-full'],
  ['mend HOST', 'makes the host healthy again'],
  ['faults', 'what can be broken'],
  ['hosts', 'the simulated hosts and what is wrong with each'],
  ['quit', 'ends the demo (Ctrl-C and Ctrl-D do too)'],
];

export const help = (style: Style): string[] => {
  const width = longest(helpRows.map(([words]) => words));
  return helpRows.flatMap(([words, meaning]) => row(style, words, width, meaning));
};
