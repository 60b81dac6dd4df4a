import { redactionAwk } from './redaction.ts';

/**
 * Helpers that every probe may call, in POSIX sh that ksh88 also reads.
 *
 * - `run LABEL COMMAND ARG...`: runs the command and frames its output and exit status as evidence under LABEL.
 * - `root COMMAND ARG...`: runs a program with the privileges the inventory allows (`sudo -n`, or none).
 * - `read_file FILE...`: prints files, with those privileges only where they are needed.
 * - `kill_tree PID...`: ends processes and their descendants, whatever they start meanwhile; there are no process groups without a terminal.
 */
export const shellLibrary = String.raw`
run() {
  label=$1; shift
  echo "$N> $label"
  "$@"
  echo "$N= $?"
}
# Prints pid and group of those of the tree that are not in it yet; with a word before, the pids of those that are still there.
# The group tells a process from another one that was given its number since.
look_at_tree() {
  ps -e -o pid= -o ppid= -o pgid= 2>/dev/null | awk -v tree=" $tree " -v tops=" $tops " -v still="$1" '
    { parent[$1] = $2; group[$1] = $3
      if (index(tree, " " $1 "." $3 " ")) { known[$1] = 1; if (still != "") print $1 } else if (index(tops, " " $1 " ")) fresh[$1] = 1 }
    END { if (still != "") exit
      for (p in parent) if (!(p in known)) {
        q = p; n = 0
        while (n++ < 50 && (q in parent) && !(q in known) && !(q in fresh)) q = parent[q]
        if ((q in known) || (q in fresh)) print p, group[p]
      } }'
}
# A process may start another between the look and the signal, and end: then that one is a child of nobody and not found again.
# So all are stopped, and looked for again until none is new.
stop_tree() {
  rounds=0
  while [ $rounds -lt 20 ]; do
    set -- $(look_at_tree)
    [ $# -gt 0 ] || break
    while [ $# -gt 1 ]; do kill -STOP $1 2>/dev/null; tree="$tree $1.$2"; shift 2; done
    tops=''
    rounds=$((rounds + 1))
  done
}
kill_tree() {
  tree=''; tops="$*"
  stop_tree
  # Where ps tells nothing.
  [ -n "$tree" ] || { kill -KILL "$@" 2>/dev/null; return 0; }
  still=$(look_at_tree still)
  kill -TERM $still 2>/dev/null
  kill -CONT $still 2>/dev/null
  sleep 1 >/dev/null 2>&1
  stop_tree
  still=$(look_at_tree still)
  [ -n "$still" ] || return 0
  # What sudo started may belong to root alone.
  [ "$become" != sudo ] || for one in $still; do kill -0 $one 2>/dev/null || root kill -KILL $one </dev/null >/dev/null 2>&1; done
  kill -KILL $still 2>/dev/null
}
first_file() {
  for f in "$@"; do if [ -f "$f" ]; then echo "$f"; return 0; fi; done
  return 1
}
# makemap refuses a database that is a link, unless told to be less careful; Sendmail reads it.
read_map() { root makemap -u "$1" "$2" 2>/dev/null || { [ -h "$2.db" ] && root makemap -s -u "$1" "$2" 2>/dev/null; }; }
# What everybody may read needs no sudo, which may refuse.
read_file() { for f in "$@"; do cat "$f" 2>/dev/null || root cat "$f"; done; }
refused_by_sudo() { case $("$@" 2>&1 >/dev/null | sed 1q) in sudo:*|[Ss]orry*|*"not allowed to"*) return 0 ;; esac; return 1; }
have() { command -v "$1" >/dev/null 2>&1; }
`;

/**
 * Runs one probe with its limits. The lines of all probes share one output, so each line carries the word of this run and
 * the probe's id, has lost what is secret, and is written in pieces of whole lines no longer than a pipe takes in one go (4096 bytes on Linux).
 * `system("")` flushes in every awk.
 */
export const probeRunner = String.raw`
frame() {
  awk -v tag="$N $1 " -v mark="$N" -v limit="$2" '${redactionAwk}
    function put() { if (buffer != "") { printf "%s", buffer; system(""); buffer = "" } }
    NR == 1 { learn($0); next }
    {
      line = substr(redact(substr($0, 1, 4000)), 1, 2000)
      total += length(line) + 1
      if (total > limit) { buffer = buffer tag "! cut\n"; exit }
      if (length(buffer) + length(tag) + length(line) > 3500) put()
      buffer = buffer tag ": " line "\n"
    }
    END { buffer = buffer tag "! end\n"; put() }'
}
guard() {
  "probe_$1" &
  body=$!
  (
    left=$2
    while [ $left -gt 0 ]; do
      sleep 1 >/dev/null 2>&1
      kill -0 $body 2>/dev/null || exit 0
      left=$((left - 1))
    done
    # Where nobody reads any more, the word about it must not end the watchdog before its work.
    trap "" TERM PIPE
    echo "$N! timeout"
    kill_tree $body
  ) 2>/dev/null &
  dog=$!
  wait $body 2>/dev/null
  # A body that ended by a signal was ended by the watchdog, which has more to do. Else it goes at once: some shells
  # hold a TERM back until their sleep is over.
  [ $? -gt 128 ] || kill -9 $dog 2>/dev/null
  wait $dog 2>/dev/null
}
start_probe() {
  ( { echo "$secrets"; guard "$1" "$2"; } 2>&1 | frame "$1" "$3" ) 3<&- &
  probes="$probes $!"
}
`;
