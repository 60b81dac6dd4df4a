import type { Probe } from '../collector/probe.ts';
import { dialogueProgram } from './program.ts';

/**
 * One SMTP conversation from the host itself; connectivity, starttls, authentication and relay are read from it. Credentials
 * go from the map straight into the program's standard input; without perl the parts that need no login are tried with openssl.
 */
export const dialogueProbe: Probe = {
  id: 'dialogue',
  seconds: 50,
  bytes: 65536,
  script: String.raw`
  [ -n "$relay" ] || return 0
  case $relay in *[!A-Za-z0-9._:-]*) return 0 ;; esac
  case $port in ''|*[!0-9]*) return 0 ;; esac
  ca=$ca_file; cap=$ca_path
  me=$(hostname 2>/dev/null)
  case $me in *.*) ;; *) full=$(awk -v h="$me" '!/^#/ { for (i = 2; i <= NF; i++) if ($i ~ ("^" h "\\.")) { print $i; exit } }' /etc/hosts 2>/dev/null); [ -z "$full" ] || me=$full ;; esac
  from=root@$me
  [ -z "$masquerade" ] || from=root@$masquerade
  if have perl; then
    run "SMTP dialogue with $relay port $port" talk
  else
    echo "$N> SMTP dialogue with $relay port $port (no perl here: no login tried)"
    talk_without_perl
    echo "$N= 0"
  fi
`,
  helpers: String.raw`
# What Sendmail itself reads is the database; its text file may hold something else.
credentials() {
  if [ -n "$auth_map" ] && [ -n "$auth_type" ]; then
    if have makemap && ! refused_by_sudo root makemap -u "$auth_type" "$auth_map"; then read_map "$auth_type" "$auth_map"; else root cat "$auth_map" 2>/dev/null; fi
  fi
}
# Keys under which the access map forbids TLS with a relay (Try_TLS: NO).
forbidden_tls() {
  [ -n "$access_map" ] || return 0
  { { have makemap && read_map "$access_type" "$access_map"; } || root cat "$access_map" 2>/dev/null; } |
    awk 'tolower($1) ~ /^try_tls:[a-z0-9.:_-]*$/ && toupper($2) == "NO" { key = tolower($1); sub(/^try_tls:/, "", key); printf "%s ", key == "" ? "*" : key }'
}
talk() {
  has_openssl=; have openssl && has_openssl=$(openssl version 2>/dev/null)
  converse perl; way=$?
  # A filter or a file may be open to root alone, as which Sendmail goes out: what fails for the login is asked again in that way.
  if [ $way = 3 ] && [ "$become" = sudo ] && [ "$(id -u)" != 0 ] && root perl -e 1 >/dev/null 2>&1; then echo "again : as root"; converse root perl; fi
  return 0
}
# Exit status 3: no address, or no connection.
converse() {
  credentials | "$@" -e '${dialogueProgram}' relay "$relay" port "$port" bracketed "$bracketed" more "$more_relays" sender "$from" hello "$me" \
    cafile "$ca" capath "$cap" owncert "$own_cert" ownkey "$own_key" groupkey "$(grep -ci "^O *DontBlameSendmail.*groupreadablekeyfile" "$cf" 2>/dev/null)" \
    notls "$(forbidden_tls)" mechanisms "$auth_mechanisms" try "$try_login" openssl "$has_openssl" connect 8 \
    origin "$source_address" only "$connect_only"
}
limited() {
  limit=$1; shift
  "$@" &
  limited_body=$!
  ( n=0; while [ $n -lt $limit ]; do sleep 1; kill -0 $limited_body || exit 0; n=$((n + 1)); done; kill $limited_body ) >/dev/null 2>&1 &
  wait $limited_body 2>/dev/null
}
talk_without_perl() {
  have openssl || { echo "connect = no-tool"; return; }
  echo "tls : command openssl s_client -starttls smtp -connect $relay:$port"
  limited 15 openssl s_client -starttls smtp -connect "$relay:$port" </dev/null 2>&1 | awk -v where="$relay port $port" '
    { line[++n] = $0; all = all " " $0 }
    END {
      if (all ~ /CONNECTED/) {
        print "connect : " where " ok"; print "connect = ok"
        print "starttls = " (all ~ /[Ff](ind|ound) (STARTTLS|starttls)/ ? "not-offered" : "offered")
        for (i = 1; i <= n; i++) if (line[i] !~ /^-----|^[A-Za-z0-9+\/=]+$|Session-ID|Master-Key|PSK|ticket|^ *[0-9a-f]+ - /) print "tls : " line[i]
        if (all !~ /[Ff](ind|ound) (STARTTLS|starttls)/) print "tls = " (all ~ /Cipher is [A-Z]/ && all !~ /Cipher is \(NONE\)/ ? "ok" : "failed")
        print "auth = no-perl"
      } else if (all ~ /gethostbyname|Name or service|not known|BIO_lookup|No address|getaddrinfo/) print "resolve = no-address"
      else {
        reason = all ~ /refused/ ? "failed ECONNREFUSED" : all ~ /[Nn]o route|EHOSTUNREACH/ ? "failed EHOSTUNREACH" : all ~ /unreachable/ ? "failed ENETUNREACH" : all ~ /reset/ ? "failed ECONNRESET" : "timeout"
        print "connect : " where " " reason; print "connect = failed"
      }
    }'
}
`,
};
