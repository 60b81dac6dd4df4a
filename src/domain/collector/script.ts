import { preamble } from './preamble.ts';
import type { Probe } from './probe.ts';
import { secretsReader } from './redaction.ts';
import { probeRunner, shellLibrary } from './shell-library.ts';

export interface ScriptOptions {
  /** A word that no output can hold by chance: at least 16 hexadecimal digits, new for every run. */
  readonly nonce: string;
  readonly become: 'none' | 'sudo';
  /** Whether the dialogue may log in to the relay. */
  readonly tryLogin: boolean;
  /** Used only where the host's own configuration names no relay. */
  readonly relay?: { readonly host: string; readonly port: number };
  /** Whether the standard input stays open while the script runs, so that its end means a lost connection. */
  readonly watchInput: boolean;
}

/** A value of the inventory that goes into the script: names, addresses and numbers only. */
const word = (value: string): string => {
  if (!/^[A-Za-z0-9._:[\]-]*$/.test(value))
    throw new Error(`not a host name, address or number: ${JSON.stringify(value)}`);
  return `'${value}'`;
};

/**
 * The one script of a run: read-only, POSIX sh, nothing written to disk. It ends by itself; each probe has its limits, and
 * with `watchInput` everything ends when standard input does.
 */
export function buildScript(probes: readonly Probe[], options: ScriptOptions): string {
  if (!/^[0-9a-f]{16,64}$/.test(options.nonce)) throw new Error('the nonce must be 16 to 64 hexadecimal digits');
  const functions = probes.map(
    (probe) => `${probe.helpers?.trim() ?? ''}\nprobe_${probe.id}() {\n${probe.script.trim()}\n}`,
  );
  const starts = probes.map((probe) => `  start_probe ${probe.id} ${probe.seconds} ${probe.bytes}`);
  return [
    'unalias -a 2>/dev/null; unset ENV NSORDER CDPATH',
    'LC_ALL=C; LANG=C; LANGUAGE=C; export LC_ALL LANG LANGUAGE',
    'PATH=/usr/bin:/usr/sbin:/bin:/sbin:/etc:/usr/lib:/opt/freeware/bin:/opt/freeware/sbin:/usr/local/bin; export PATH',
    'umask 077; set +m 2>/dev/null',
    `N=${options.nonce}; become=${options.become}; try_login=${options.tryLogin ? 'yes' : 'no'}`,
    `given_relay=${word(options.relay?.host ?? '')}; given_port=${word(String(options.relay?.port ?? ''))}`,
    options.become === 'sudo' ? 'root() { sudo -n "$@"; }' : 'root() { "$@"; }',
    shellLibrary.trim(),
    probeRunner.trim(),
    preamble.trim(),
    secretsReader.trim(),
    ...functions,
    'stuckmail_main() {',
    '  read_facts',
    '  read_secrets',
    '  { echo "$secrets"; print_facts; } 2>&1 | frame facts 20000',
    "  probes=''",
    ...starts,
    options.watchInput
      ? "  ( trap 'kill $reading 2>/dev/null; exit 0' TERM; cat <&3 >/dev/null & reading=$!; wait $reading; trap '' TERM; kill_tree $probes ) >/dev/null 2>&1 & reader=$!"
      : '  reader=',
    '  for p in $probes; do wait $p 2>/dev/null; done',
    // Ignored when the input has ended: then what is left of the probes is being ended, and that is waited for.
    '  [ -z "$reader" ] || { kill -TERM $reader; wait $reader; } 2>/dev/null',
    '  echo "$N all ! end"',
    '}',
    '{ exec 3<&0 </dev/null; stuckmail_main; exit 0; }',
    '',
  ].join('\n');
}
