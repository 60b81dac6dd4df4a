import type { Probe } from '../../collector/probe.ts';

/**
 * The end of the mail log, as syslog.conf places it, and of root's bounces what the relay said. Of a bounce only the
 * transcript section is read, never the message.
 */
export const logsProbe: Probe = {
  id: 'logs',
  seconds: 15,
  bytes: 400000,
  helpers: String.raw`
log_targets() { read_file $log_config_files 2>&1 | awk '!/^[ \t]*(#|$)/ && ($1 ~ /(^|[;,])(mail|\*)[.,]/ || $1 ~ /,mail[.,]/) { print }'; }
mail_lines() {
  size=$(root ls -l "$log_file" 2>/dev/null | awk '{ print $5; exit }')
  { if [ -n "$size" ] && [ "$size" -lt 65536 ]; then
      for old in "$log_file.0" "$log_file.1"; do if root test -f "$old" 2>/dev/null; then root tail -c 200000 "$old" 2>/dev/null; break; fi; done
    fi
    root tail -c 1000000 "$log_file" 2>&1
  } | awk '/sendmail|sm-mta|sm-msp|, stat=|SYSERR\(|STARTTLS=client|last message repeated|tail:|^sudo:/ { line[n++ % 1500] = substr($0, 1, 1000) } END { from = n > 1500 ? n - 1500 : 0; for (i = from; i < n; i++) print line[i % 1500] }'
}
# Without it nothing is written.
# The SRC may know of one that ps does not show to this login.
log_daemons() {
  { ps -e -o args= 2>/dev/null; ! have lssrc || lssrc -s syslogd 2>/dev/null; } |
    awk '$1 ~ /(^|\/)(r?syslogd|syslog-ng)$/ && $NF != "inoperative" { n++ } END { if (NR) print n + 0 }'
}
bounces() {
  for box in /var/spool/mail/root /var/mail/root; do
    root test -f "$box" 2>/dev/null || continue
    root tail -c 300000 "$box" 2>/dev/null | awk '
      /^From / { ours = /MAILER-DAEMON/; header = 1; inside = 0; date = "" }
      header && /^From:.*(MAILER-DAEMON|Mail Delivery Subsystem)/ { ours = 1 }
      header && /^Date: / { date = $0 }
      /^$/ { header = 0 }
      ours && !header && /^ *----- Transcript of session follows -----/ { inside = 1; print date; next }
      inside && (/^--/ || /^ *----- / || /^Reporting-MTA:/ || /^Content-Type:/) { inside = 0; ours = 0 }
      inside && /^(>>>|<<<|\.\.\. while talking|[0-9][0-9][0-9][ -])/ { line[n++ % 80] = substr($0, 1, 300) }
      inside { keep = 1 }
      END { from = n > 80 ? n - 80 : 0; for (i = from; i < n; i++) print line[i % 80] }'
    return 0
  done
}
`,
  script: String.raw`
  if [ -n "$log_config" ]; then run "grep mail $log_config" log_targets; fi
  if [ -n "$log_file" ]; then
    run "ls -l $log_file" root ls -l "$log_file" 2>&1
    run "tail of $log_file (sendmail only)" mail_lines
  fi
  if [ -n "$log_file" ]; then run 'ps -e (syslogd)' log_daemons; fi
  run 'refusals in bounces to root' bounces
`,
};
