import type { Probe } from '../../collector/probe.ts';

/**
 * How many messages wait, in which state and why. The files are counted first, since `mailq` opens every one of them: with
 * more than 300 only a sample of control files is read. Of a control file only version, times, tries, quarantine and status
 * lines are printed, never addresses, headers or bodies.
 */
export const queueProbe: Probe = {
  id: 'queue',
  seconds: 25,
  bytes: 131072,
  helpers: String.raw`
# A pattern in a directory that this user may not read stays as it is; then its names are asked for with more rights.
expand_queue_spec() {
  for d in $1; do
    case $d in
      *\**) parent=$(dirname "$d"); pattern=$(basename "$d")
        root ls "$parent" 2>/dev/null | while read n; do case $n in $pattern) echo "$parent/$n" ;; esac; done ;;
      *) echo "$d" ;;
    esac
  done
}
each_queue_dir() {
  for spec in $queue_dirs; do
    found=$(expand_queue_spec "$spec")
    [ -n "$found" ] || found=$spec
    for d in $found; do
      echo "$d"
      for sub in "$d"/qf; do if root test -d "$sub" 2>/dev/null; then echo "$sub"; fi; done
    done
  done
}
# One look at each directory, since a listing of a long queue takes a while: its files by kind or why it can not be read, and
# a sample of its control files, 20 paths a line.
look_at_queues() {
  for d in "$@"; do
    { root ls "$d" 2>&1; echo "status $?"; } | awk -v d="$d" '
      NR == 1 { first = $0 }
      { last = $0 }
      /^([qhQxtn]f|df)[0-9A-Za-z]+$/ {
        kinds[substr($0, 1, 2)]++
        if ($0 ~ /^[qhQ]f/) { n++; if (n <= 40) name[n] = $0; else late[n % 80] = $0 }
      }
      END {
        if (last != "status 0") { print "kinds " d " unreadable " first; exit }
        printf "kinds %s", d; for (k in kinds) printf " %s=%d", k, kinds[k]; print ""
        for (i = n > 120 ? n - 79 : 41; i <= n; i++) name[i] = late[i % 80]
        for (i = 1; i <= n; i++) if (i <= 40 || i > n - 80) { printf "%s %s/%s", said++ % 20 ? "" : "sample", d, name[i]; if (said % 20 == 0) print "" }
        if (said % 20) print ""
      }'
  done
}
count_files() { echo "$1" | awk '/^kinds / { print substr($0, 7) }'; }
# Files that are gone meanwhile are passed over.
sample_status() {
  echo "$1" | awk '/^sample / { print substr($0, 8) }' | while read batch; do
    root awk 'BEGIN {
      for (i = 1; i < ARGC; i++) {
        split("", line); name = ARGV[i]; there = 0
        while ((getline text < name) > 0) {
          there = 1; key = substr(text, 1, 1)
          if (key == "H" || key == ".") break
          if (key ~ /[TKNM]/) line[key] = substr(text, 2, 300)
          if (key == "q") line[key] = substr(text, 2, 200)
        }
        close(name)
        if (!there) continue
        sub(/.*\//, "", name)
        printf "%s T=%s K=%s N=%s", name, line["T"], line["K"], line["N"]
        if (line["q"] != "") printf " Q=%s", line["q"]
        if (line["M"] != "") printf " M=%s", line["M"]
        print ""
      }
    }' $batch 2>/dev/null </dev/null
  done
}
space() { for d in $(each_queue_dir | sed 4q) /var/spool/clientmqueue; do [ -d "$d" ] || root test -d "$d" 2>/dev/null || continue; df -P -k "$d" 2>&1 | sed 1d; done; }
inodes() { for d in $(each_queue_dir | sed 4q) /var/spool/clientmqueue; do [ -d "$d" ] || root test -d "$d" 2>/dev/null || continue; df -i "$d" 2>/dev/null | sed 1d; done; }
owners() { for d in $(each_queue_dir | sed 6q) /var/spool/clientmqueue; do root ls -ld "$d" 2>&1; done; }
# A sudo that does not allow test or ls says nothing about the directory.
writable() {
  for d in $(each_queue_dir | sed 6q); do
    if root test -d "$d" 2>/dev/null; then
      # Root alone is asked whether it is read-only; for anybody else the answer is about his own rights.
      if root test -w "$d" 2>/dev/null; then echo "$d writable"
      elif [ "$become" = sudo ] || [ "$(id -u)" = 0 ]; then echo "$d not-writable"; fi
    else
      case $(root ls -d "$d" 2>&1) in
        *sudo*|*assword*|*ermission*) ;;
        *"not found"*|*"does not exist"*|*"No such file"*) echo "$d missing" ;;
      esac
    fi
  done
}
# Seconds since 1970: not every date knows %s.
clock_seconds() { date -u '+%Y %j %H %M %S' | awk '{ y = $1 - 1; days = (y - 1969) * 365 + int(y / 4) - int(y / 100) + int(y / 400) - 477 + $2 - 1; printf "%.0f\n", ((days * 24 + $3) * 60 + $4) * 60 + $5 }'; }
load_now() { uptime 2>&1; }
`,
  script: String.raw`
  queues=$(look_at_queues $(each_queue_dir))
  submitted=$(look_at_queues /var/spool/clientmqueue)
  run 'ls QUEUE (files by kind)' count_files "$queues"
  run 'ls -ld of the queue directories' owners
  run 'test -w of the queue directories' writable
  run 'df -k of the queue directories' space
  run 'df -i of the queue directories' inodes
  run 'ls CLIENT QUEUE (files by kind)' count_files "$submitted"
  run 'date +%s' clock_seconds
  run 'status lines of queued messages' sample_status "$queues"
  run 'status lines of submitted messages' sample_status "$submitted"
  run 'uptime' load_now
`,
};

/** The listing an operator knows, where it is short enough to be read. Apart from the queue probe, since sendmail itself may hang. */
export const mailqProbe: Probe = {
  id: 'mailq',
  seconds: 12,
  bytes: 65536,
  helpers: String.raw`
shown_queue() { root "$sendmail" -bp 2>&1 | sed 400q; }
`,
  script: String.raw`
  [ -n "$sendmail" ] || return 0
  # Without the right to read the queue, sendmail -bp only writes a complaint into the log.
  waiting=$(for d in $(each_queue_dir); do { root ls "$d" 2>/dev/null; echo "status $?"; }; done | awk '
    /^qf[0-9A-Za-z]+$/ { n++ }
    /^status / { if (seen++ == 0 && $2 != 0) refused = 1 }
    END { print refused ? "unknown" : n + 0 }')
  [ "$waiting" != unknown ] || return 0
  if [ "$waiting" -le 300 ]; then run 'mailq' shown_queue; fi
`,
};
