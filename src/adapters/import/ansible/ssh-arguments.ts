import { splitShellWords } from './shell-words.ts';

/** What the arguments that Ansible gives to ssh say about the way to the host. */
interface SshArguments {
  readonly proxyJump?: string;
  readonly proxyCommand: boolean;
}

/** Reads `-J HOST`, `-o ProxyJump=HOST` and the like; the first one counts, as with ssh. */
export const readSshArguments = (text: string): SshArguments => {
  const words = splitShellWords(text, false);
  if (typeof words === 'string') return { proxyCommand: false };
  let proxyJump: string | undefined;
  let proxyCommand = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, letter, joined] = /^-([Jo])(.*)$/s.exec(word) ?? [];
    if (letter === undefined) continue;
    const value = joined === '' || joined === undefined ? (words[++at] ?? '') : joined;
    if (letter === 'J') proxyJump ??= value;
    const [, keyword = '', option = ''] = /^\s*(\w+)(?:\s*=\s*|\s+)"?(.*?)"?$/s.exec(letter === 'o' ? value : '') ?? [];
    if (keyword.toLowerCase() === 'proxyjump') proxyJump ??= option;
    if (keyword.toLowerCase() === 'proxycommand' && option.toLowerCase() !== 'none') proxyCommand = true;
  }
  return { proxyCommand, ...(proxyJump === undefined || proxyJump === '' ? {} : { proxyJump }) };
};
