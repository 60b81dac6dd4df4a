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
each_queue_dir() {
  for spec in $queue_dirs; do
    for d in $spec; do
      echo "$d"
      for sub in "$d"/qf; do if root test -d "$sub" 2>/dev/null; then echo "$sub"; fi; done
    done
  done
}
list_names() { root ls "$1" 2>/dev/null | awk '/^([qhQxtn]f|df)[0-9A-Za-z]+$/'; }
count_files() {
  for d in "$@"; do
    if root ls "$d" >/dev/null 2>&1; then
      list_names "$d" | awk -v d="$d" '{ n[substr($0, 1, 2)]++ } END { printf "%s", d; for (k in n) printf " %s=%d", k, n[k]; print "" }'
    else echo "$d unreadable $(root ls "$d" 2>&1 | sed 1q)"; fi
  done
}
sample_status() {
  for d in "$@"; do
    list_names "$d" | awk '/^[qhQ]f/ { name[++n] = $0 } END { for (i = 1; i <= n; i++) if (i <= 40 || i > n - 80) print name[i] }' | while read f; do
      root awk -v f="$f" '
        /^H/ { exit }
        /^V/ { next }
        /^[TKNM]/ { line[substr($0, 1, 1)] = substr($0, 2, 300) }
        /^q/ { line["q"] = substr($0, 2, 200) }
        /^\./ { exit }
        END { printf "%s T=%s K=%s N=%s", f, line["T"], line["K"], line["N"]; if (line["q"] != "") printf " Q=%s", line["q"]; if (line["M"] != "") printf " M=%s", line["M"]; print "" }' "$d/$f" 2>/dev/null
    done
  done
}
space() { for d in $(each_queue_dir | sed 4q) /var/spool/clientmqueue; do [ -d "$d" ] || root test -d "$d" 2>/dev/null || continue; df -P -k "$d" 2>&1 | sed 1d; done; }
inodes() { for d in $(each_queue_dir | sed 4q) /var/spool/clientmqueue; do [ -d "$d" ] || root test -d "$d" 2>/dev/null || continue; df -i "$d" 2>/dev/null | sed 1d; done; }
owners() { for d in $(each_queue_dir | sed 6q) /var/spool/clientmqueue; do root ls -ld "$d" 2>&1; done; }
# A sudo that does not allow test or ls says nothing about the directory.
writable() {
  for d in $(each_queue_dir | sed 6q); do
    if root test -d "$d" 2>/dev/null; then
      if root test -w "$d" 2>/dev/null; then echo "$d writable"; else echo "$d not-writable"; fi
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
  dirs=$(each_queue_dir)
  run 'ls QUEUE (files by kind)' count_files $dirs
  run 'ls -ld of the queue directories' owners
  run 'test -w of the queue directories' writable
  run 'df -k of the queue directories' space
  run 'df -i of the queue directories' inodes
  run 'ls CLIENT QUEUE (files by kind)' count_files /var/spool/clientmqueue
  run 'date +%s' clock_seconds
  run 'status lines of queued messages' sample_status $dirs
  run 'status lines of submitted messages' sample_status /var/spool/clientmqueue
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
  waiting=$(for d in $(each_queue_dir); do list_names "$d"; done | awk '/^qf/ { n++ } END { print n + 0 }')
  # Without the right to read the queue, sendmail -bp only writes a complaint into the log.
  for d in $(each_queue_dir | sed 1q); do root ls "$d" >/dev/null 2>&1 || return 0; done
  if [ "$waiting" -le 300 ]; then run 'mailq' shown_queue; fi
`,
};
