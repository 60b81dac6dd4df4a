import type { Probe } from '../../collector/probe.ts';

/**
 * The lines of sendmail.cf that decide where mail goes and how it logs in, the state of the files beside it, and whether the
 * credentials map holds what its text file says. Values of AuthInfo lines are compared on the host and never printed.
 */
export const configurationProbe: Probe = {
  id: 'configuration',
  seconds: 15,
  bytes: 65536,
  helpers: String.raw`
cf_lines() {
  read_file "$cf" | awk '
    /^(DS|DM|DH|DR|Kauthinfo|K authinfo|Kaccess|K access|Q[A-Za-z])/ { print; next }
    /^O *(QueueDirectory|AuthMechanisms|AuthOptions|CACertFile|CACertPath|PidFile|HostStatusDirectory|LogLevel|QueueLA|RefuseLA|MinFreeBlocks|DeliveryMode|MinQueueAge|CipherList|ClientSSLOptions|ServiceSwitchFile|DefaultAuthInfo|RunAsUser|SuperSafe|TLSFallbacktoClear|DaemonPortOptions|DontBlameSendmail|MaxQueueRunSize|ClientPortOptions|ConnectOnlyTo|FallbackMXhost|InputMailFilters|Timeout\.[a-z]+)[ =.]*/ { print; next }
    /^M/ { mailer = 1; print; next }
    /^[ \t]/ { if (mailer) print; next }
    { mailer = 0 }'
}
mail_files() {
  for f in /etc/mail /etc/mail/sendmail.cf /etc/sendmail.cf /etc/mail/submit.cf "$auth_map" "$auth_map.db" /etc/mail/aliases /etc/mail/aliases.db /etc/aliases /etc/aliases.db /usr/lib/sendmail /usr/sbin/sendmail /var/spool/clientmqueue; do
    case $f in /*) ;; *) continue ;; esac
    if [ -f "$f" ] || [ -d "$f" ] || [ -h "$f" ]; then root ls -ld "$f" 2>&1
    else
      listed=$(root ls -ld "$f" 2>&1)
      case $listed in
        *ermission*|sudo:*|[Ss]orry*|*"not allowed"*) echo "closed $f" ;;
        *"$f"*" "*[0-9][0-9]:[0-9][0-9]*|[-dlbcps][-r]*) echo "$listed" ;;
        *) echo "missing $f" ;;
      esac
    fi
  done
  [ ! -h /usr/lib/sendmail ] && [ ! -h /usr/sbin/sendmail ] || ls -lL "$sendmail" 2>&1
}
# Files beside them whose change tells something; of these only how long and how old they are, since logins may stand in them.
other_files() {
  for f in "$access_map" "$access_map.db" "$ca_file"; do
    case $f in /*) ;; *) continue ;; esac
    [ "$f" = "$auth_map" ] || [ "$f" = "$auth_map.db" ] || [ ! -f "$f" ] || ls -ld "$f" 2>&1
  done
}
# Checksum, length and path of files that hold no login, so that a later run sees a change. Never of a file with a secret.
file_sums() {
  for f in "$cf" /etc/mail/submit.cf /etc/mail/mailertable /etc/mail/mailertable.db /etc/mail/genericstable /etc/mail/genericstable.db /etc/mail/domaintable /etc/mail/domaintable.db /etc/mail/local-host-names /etc/mail/relay-domains /etc/resolv.conf /etc/hosts /etc/netsvc.conf; do
    case $f in "$auth_map"|"$auth_map.db"|"$default_auth") continue ;; /*) ;; *) continue ;; esac
    [ -f "$f" ] || continue
    set -- $(read_file "$f" 2>/dev/null | cksum 2>/dev/null)
    [ $# -lt 2 ] || [ "$2" = 0 ] || echo "$1 $2 $f"
  done
}
# Seconds since the files were changed that decide where mail goes and how Sendmail logs in.
file_ages() { root perl -e 'for (@ARGV) { my @s = stat $_; print time - $s[9], " $_\n" if @s }' "$@" 2>/dev/null; }
newer_text() { root find "$auth_map" -newer "$auth_map.db" -print 2>&1; }
# A map that this user may not open says nothing of what Sendmail, which is root, makes of it.
why_unreadable() {
  if root test -f "$auth_map.db" 2>/dev/null && ! root test -r "$auth_map.db" 2>/dev/null; then echo denied-map; return; fi
  case $(root ls -dL "$auth_map.db" 2>&1 >/dev/null | sed 1q) in *ermission*|sudo:*) echo denied-map ;; *) echo unreadable-map ;; esac
}
# One line a key: same, differs, only-text, only-map. Fields are compared as Sendmail reads them: key without case, value without outer blanks.
compare_map() {
  { root cat "$auth_map" 2>/dev/null || echo "$N unreadable-text"
    echo "$N map"
    read_map "$auth_type" "$auth_map" || echo "$N $(why_unreadable)"
  } | awk -v mark="$N" '
    $1 == mark { if ($2 == "map") inmap = 1; else print $2; next }
    !inmap && /^[ \t]*(#|$)/ { next }
    { key = tolower($1); sub(/".*/, "", key); value = $0; sub(/^[ \t]*[^ \t]+[ \t]*/, "", value); sub(/[ \t\r]+$/, "", value)
      if (inmap) { map[key] = value; keys[key] = 1 } else if (!(key in text)) { text[key] = value; keys[key] = 1 } }
    END { for (k in keys) {
      if (k !~ /^authinfo:/) continue
      shape = (k in map) ? map[k] : text[k]; tags = ""
      n = split("U I P R M", t, " "); for (i = 1; i <= n; i++) if (shape ~ ("(^|[ \t\"])" t[i] "[:=]")) tags = tags " " t[i]
      if (!(k in map)) state = "only-text"; else if (!(k in text)) state = "only-map"; else state = (map[k] == text[k]) ? "same" : "differs"
      print state " " k tags } }'
}
# To whom commands hand in their mail.
submit_host() { read_file /etc/mail/submit.cf 2>/dev/null | awk '{ sub(/\r$/, "") } /^D\{MTAHost\}/ { print; exit }'; }
tls_demands() { root awk 'tolower($1) ~ /^(tls_srv|tls_clt|tls_rcpt|try_tls):/ { print $1, $2, $3, $4, $5, $6 }' "$access_map" 2>&1; }
`,
  script: String.raw`
  if [ -n "$cf" ]; then run "grep the relay, mailer and option lines of $cf" cf_lines 2>&1; fi
  run 'ls -l of the mail files' mail_files
  if have perl && [ -n "$cf" ]; then run 'age in seconds of the files that Sendmail reads' file_ages "$cf" "$auth_map.db" "$access_map.db" /etc/resolv.conf /etc/hosts
    run "age in seconds of $pid_file" file_ages "$pid_file"
  fi
  if [ -n "$auth_map" ]; then
    if root test -f "$auth_map" 2>/dev/null || [ -f "$auth_map" ]; then run "find $auth_map -newer $auth_map.db" newer_text; fi
    if have makemap; then
      asked="compare $auth_map with makemap -u $auth_type $auth_map (keys and tags only)"
      # A makemap that sudo refuses says nothing about the map.
      if refused_by_sudo root makemap -u "$auth_type" "$auth_map"; then run "$asked" echo denied-map; else run "$asked" compare_map; fi
    fi
  fi
  if [ -n "$access_map" ]; then if [ -f "$access_map" ] || root test -f "$access_map" 2>/dev/null; then run "TLS demands in $access_map" tls_demands; fi; fi
  if [ -f /etc/mail/submit.cf ]; then run 'grep MTAHost /etc/mail/submit.cf' submit_host; fi
  run 'other mail files (ls -ld)' other_files
  if have cksum; then run 'cksum of the mail files without logins' file_sums; fi
`,
};

/** Which program it is: version, compiled-in features, and whether sendmail itself can read its configuration. */
export const buildProbe: Probe = {
  id: 'build',
  seconds: 15,
  bytes: 16384,
  helpers: String.raw`
build_info() { "$sendmail" -d0.1 -bt </dev/null 2>&1; }
`,
  script: String.raw`
  [ -n "$sendmail" ] || return 0
  run "echo | $sendmail -d0.1 -bt" build_info
`,
};
