import type { Probe } from '../../collector/probe.ts';

/** What the System Resource Controller says, which sendmail processes there are, and how the daemon was started. */
export const serviceProbe: Probe = {
  id: 'service',
  seconds: 10,
  bytes: 32768,
  helpers: String.raw`
recent_errors() { errpt -N SRC,SYSPFS 2>&1 | sed 12q; }
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
  if [ -f "$pid_file" ]; then run "cat $pid_file" root cat "$pid_file" 2>&1; fi
  if have odmget; then run 'odmget -q subsysname=sendmail SRCsubsys' odmget -q subsysname=sendmail SRCsubsys 2>&1; fi
  if have errpt; then run 'errpt -N SRC,SYSPFS' recent_errors; fi
`,
};
