import type { Probe } from '../../collector/probe.ts';

/** What the System Resource Controller says, which sendmail processes there are, and how the daemon was started. */
export const serviceProbe: Probe = {
  id: 'service',
  seconds: 10,
  bytes: 32768,
  helpers: String.raw`
recent_errors() { errpt -N SRC,SYSPFS 2>&1 | sed 12q; }
# Whether the processes that the SRC and the pid file name are there, and in which state.
named_processes() {
  pids=$( { lssrc -s sendmail 2>/dev/null | awk '$1 == "sendmail" { for (i = 2; i < NF; i++) if ($i ~ /^[0-9]+$/) print $i }'; [ ! -f "$pid_file" ] || root sed -n 1p "$pid_file"; } 2>/dev/null | awk '/^[0-9]+$/ && !seen[$1]++ { printf "%s%s", comma, $1; comma = "," }')
  [ -n "$pids" ] || return 0
  ps -l -p "$pids" 2>/dev/null
}
mail_processes() {
  ps -e -o pid= -o ppid= -o user= -o args= 2>/dev/null | awk '
    $4 ~ /(^|\/)sendmail(_ssl)?:?$/ || $4 ~ /^(sendmail|sm-mta|sm-msp-queue):/ {
      if ($0 ~ / -(bp|bt|bv|bP|bi|d0)/) next
      $2 = ""; print substr($0, 1, 160)
    }'
}
`,
  script: String.raw`
  if have lssrc; then run 'lssrc -s sendmail' lssrc -s sendmail 2>&1; fi
  run 'ps -e -o pid,ppid,user,args (sendmail only)' mail_processes
  run 'ps -l of the processes named by lssrc and the pid file' named_processes
  if [ -f "$pid_file" ]; then run "cat $pid_file" root cat "$pid_file" 2>&1; fi
  if have odmget; then run 'odmget -q subsysname=sendmail SRCsubsys' odmget -q subsysname=sendmail SRCsubsys 2>&1; fi
  if have errpt; then run 'errpt -N SRC,SYSPFS' recent_errors; fi
`,
};
