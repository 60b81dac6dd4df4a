/**
 * Reads, before the probes start, the facts that they need from the host's own configuration, into shell variables:
 *
 * - `sendmail`: path of the program; `cf`: path of sendmail.cf
 * - `relay`, `port`, `bracketed` (yes/no), `relay_source`, `smart_host` as written, `mailer` that takes it
 * - `more_relays`: hosts to try after `relay`, as written, parted by colons; FallbackMXhost is the last of them
 * - `source_address` that connections come from (ClientPortOptions), `connect_only`: the address that all of them go to (ConnectOnlyTo)
 * - `auth_type`, `auth_map`: map type and path (without .db) that holds credentials, from `Kauthinfo` or `Kaccess`; `auth_mechanisms`
 * - `access_type`, `access_map`; `ca_file`, `ca_path`; `own_cert`, `own_key`: what the host shows of itself; `queue_dirs`; `pid_file`; `status_dir`; `masquerade`; `default_auth`
 * - `log_file`, `log_kind` (file, remote, none, no-config, unreadable), `log_config`
 *
 * Nothing that was read is ever evaluated: awk prints one value a line in a fixed order, `-` for none.
 */
export const preamble = String.raw`
read_cf() {
  read_file "$cf" 2>/dev/null | awk '
    function value(s) { return s == "" ? "-" : s }
    function option(line,   at) { at = index(line, "="); return at ? substr(line, at + 1) : "" }
    function map_path(spec,   words, n, i, path) {
      n = split(spec, words, /[ \t]+/); path = ""
      for (i = 3; i <= n; i++) if (substr(words[i], 1, 1) != "-") { path = words[i]; break }
      sub(/\.db$/, "", path); return path
    }
    function map_type(spec,   words) { split(spec, words, /[ \t]+/); return words[2] }
    function logical(line,   name, args, n, w) {
      if (line ~ /^DS/) { smart = substr(line, 3); gsub(/^[ \t]+|[ \t]+$/, "", smart) }
      else if (line ~ /^DM/) { masq = substr(line, 3); gsub(/[ \t]/, "", masq) }
      else if (line ~ /^K ?authinfo[ \t]/) { auth = line; sub(/^K ?/, "", auth) }
      else if (line ~ /^K ?mailertable[ \t]/) { table = line; sub(/^K ?/, "", table) }
      else if (line ~ /^K ?access[ \t]/) { access = line; sub(/^K ?/, "", access) }
      else if (line ~ /^M/) {
        name = substr(line, 2); sub(/[ \t,].*/, "", name)
        if (match(line, /A=[^,]*/)) {
          args = substr(line, RSTART + 2, RLENGTH - 2)
          n = split(args, w, /[ \t]+/)
          if (w[1] == "TCP" || w[1] == "IPC") ports[name] = (n >= 3 && w[3] != "") ? w[3] : "25"
        }
      }
      else if (line ~ /^R *< *\$\+ *> *\$\*/ && line ~ /\$# *[A-Za-z0-9_-]+ *\$@ *\$1/) {
        unqualified = line; sub(/.*\$# */, "", unqualified); sub(/[ \t].*/, "", unqualified)
      }
      else if (line ~ /^O/) {
        if (line ~ /^O *CACertFile *=/) cafile = option(line)
        else if (line ~ /^O *CACertPath *=/) capath = option(line)
        else if (line ~ /^O *ClientCertFile *=/) owncert = option(line)
        else if (line ~ /^O *ClientKeyFile *=/) ownkey = option(line)
        else if (line ~ /^O *QueueDirectory *=/) queue = option(line)
        else if (line ~ /^O *PidFile *=/) pidfile = option(line)
        else if (line ~ /^O *HostStatusDirectory *=/) statusdir = option(line)
        else if (line ~ /^O *AuthMechanisms *=/) mechs = option(line)
        else if (line ~ /^O *DefaultAuthInfo *=/) authfile = option(line)
        else if (line ~ /^O *FallbackMXhost *=/) fallback = option(line)
        else if (line ~ /^O *ConnectOnlyTo *=/) only = option(line)
        else if (line ~ /^O *ClientPortOptions *=/ && line !~ /inet6/ && match(line, /Addr[a-z]*=[0-9.]+/)) { origin = substr(line, RSTART, RLENGTH); sub(/.*=/, "", origin) }
        else if (line ~ /^OQ\//) queue = substr(line, 3)
      }
      else if (line ~ /^Q[A-Za-z]/ && match(line, /P=[^,]*/)) groups = groups " " substr(line, RSTART + 2, RLENGTH - 2)
    }
    # The entry of the mailertable that takes every domain.
    function all_mail(path,   line, found) {
      while (path != "" && (getline line < path) > 0) if (line ~ /^\.[ \t]/) { found = line; sub(/^\.[ \t]+/, "", found); sub(/[ \t]+$/, "", found) }
      return found
    }
    { sub(/\r$/, "") }
    /^#/ || /^[ \t]*$/ { if (current != "") logical(current); current = ""; next }
    /^[ \t]/ { current = current " " $0; next }
    { if (current != "") logical(current); current = $0 }
    END {
      if (current != "") logical(current)
      if (unqualified == "") unqualified = "relay"
      if (smart == "" && table != "") smart = all_mail(map_path(table))
      host = smart; mailer = unqualified
      if (match(host, /^[A-Za-z0-9_-]+:/)) { mailer = substr(host, 1, RLENGTH - 1); host = substr(host, RLENGTH + 1) }
      # Several hosts, parted by colons, are tried in turn.
      rest = host; if (rest ~ /^\[/) sub(/^\[[^]]*\]:?/, "", rest); else if (!sub(/^[^:]*:/, "", rest)) rest = ""
      sub(/[ \t@].*/, "", rest)
      gsub(/[ \t]/, "", fallback); gsub(/[ \t]/, "", only)
      if (fallback != "" && host != "") rest = rest == "" ? fallback : rest ":" fallback
      bracketed = "no"
      if (host ~ /^\[/) { bracketed = "yes"; if (match(host, /^\[[^]]*\]/)) host = substr(host, 2, RLENGTH - 2) }
      else sub(/:.*/, "", host)
      sub(/^IPv6:/, "", host); sub(/\.$/, "", host); sub(/[ \t@].*/, "", host)
      port = ports[mailer]; if (port == "") port = "25"
      if (port == "smtp") port = "25"
      if (port == "submission") port = "587"
      if (queue == "") queue = "/var/spool/mqueue"
      if (pidfile == "") pidfile = "/etc/mail/sendmail.pid"
      if (auth == "" && access != "") { auth = access }
      # Of several, the first.
      sub(/^[ \t]+/, "", owncert); sub(/[ \t,].*/, "", owncert); sub(/^[ \t]+/, "", ownkey); sub(/[ \t,].*/, "", ownkey)
      print value(smart); print value(mailer); print value(host); print port; print bracketed
      print value(map_type(auth)); print value(map_path(auth))
      print value(map_type(access)); print value(map_path(access))
      print value(cafile); print value(capath); print value(queue groups); print value(pidfile)
      print value(statusdir); print value(mechs); print value(masq); print value(authfile); print value(rest)
      print value(owncert); print value(ownkey)
      print value(origin); print value(only); print NR
    }' 2>/dev/null
}
read_log_target() {
  log_config=$(first_file /etc/syslog.conf /etc/rsyslog.conf) || log_config=
  [ -n "$log_config" ] || { log_kind=no-config; log_file=; return; }
  log_config_files=$log_config
  [ "$log_config" = /etc/syslog.conf ] || log_config_files="$log_config $(ls /etc/rsyslog.d/*.conf 2>/dev/null)"
  read_file "$log_config" >/dev/null 2>&1 || { log_kind=unreadable; log_file=; return; }
  set -f
  set -- $(read_file $log_config_files 2>/dev/null | awk '
    /^[ \t]*#/ || NF < 2 || /^[$:]/ { next }
    {
      n = split($1, selectors, ";"); level = ""
      for (i = 1; i <= n; i++) {
        at = index(selectors[i], "."); if (!at) continue
        names = substr(selectors[i], 1, at - 1); priority = substr(selectors[i], at + 1)
        m = split(names, facilities, ",")
        for (j = 1; j <= m; j++) if (facilities[j] == "mail" || facilities[j] == "*") level = priority
      }
      if (level == "" || level == "none" || level ~ /^!/) next
      full = (level == "debug" || level == "info" || level == "*") ? 1 : 0
      target = $2; sub(/^-/, "", target)
      kind = target ~ /^\// ? "file" : (target ~ /^@/ ? "remote" : "none")
      if (kind == "file" && target ~ /^\/dev\//) kind = "none"
      rank = (kind == "file" ? 4 : (kind == "remote" ? 2 : 0)) + full
      if (!seen || rank > best) { best = rank; seen = 1; chosen = kind " " target " " (full ? "full" : "partial") }
    }
    END { print seen ? chosen : "none - none" }')
  set +f
  log_kind=$1; log_file=$2; log_level=$3
  [ "$log_kind" = file ] || log_file=
}
read_facts() {
  sendmail=
  for f in /usr/lib/sendmail /usr/sbin/sendmail /opt/freeware/sbin/sendmail /usr/local/sbin/sendmail; do
    if [ -x "$f" ]; then sendmail=$f; break; fi
  done
  cf=$(first_file /etc/mail/sendmail.cf /etc/sendmail.cf) || cf=
  saved_ifs=$IFS
  IFS='
'
  set -f
  set -- $( [ -n "$cf" ] && read_cf )
  set +f
  IFS=$saved_ifs
  smart_host=; mailer=; relay=; port=; bracketed=no; cf_read=no
  auth_type=; auth_map=; access_type=; access_map=; ca_file=; ca_path=; queue_dirs=/var/spool/mqueue
  pid_file=/etc/mail/sendmail.pid; status_dir=; auth_mechanisms=; masquerade=; default_auth=; more_relays=
  own_cert=; own_key=; source_address=; connect_only=
  if [ $# -ge 23 ]; then
    smart_host=$1; mailer=$2; relay=$3; port=$4; bracketed=$5; auth_type=$6; auth_map=$7; access_type=$8; access_map=$9
    shift 9
    ca_file=$1; ca_path=$2; queue_dirs=$3; pid_file=$4; status_dir=$5; auth_mechanisms=$6; masquerade=$7; default_auth=$8
    more_relays=$9
    shift 9
    own_cert=$1; own_key=$2; source_address=$3; connect_only=$4
    shift 4
    [ "$1" = 0 ] || cf_read=yes
    # A port by its name.
    case $port in ''|*[!0-9]*) port=$(awk -v name="$port" '!/^#/ && $2 ~ /\/tcp$/ { for (i = 1; i <= NF; i++) if (i != 2 && $i == name) { sub(/\/.*/, "", $2); print $2; exit } }' /etc/services 2>/dev/null) ;; esac
    for v in smart_host mailer relay auth_type auth_map access_type access_map ca_file ca_path status_dir auth_mechanisms masquerade default_auth more_relays own_cert own_key source_address connect_only; do
      eval "[ \"\$$v\" != - ] || $v="
    done
  fi
  relay_source=sendmail.cf
  if [ -z "$relay" ]; then
    relay_source=none; port=
    if [ -n "$given_relay" ]; then relay=$given_relay; port=$given_port; relay_source=inventory; fi
  fi
  read_log_target
}
print_facts() {
  echo "$N> facts"
  echo "os=$(uname -s) $(uname -v 2>/dev/null | sed 's/[^0-9.].*//').$(uname -r 2>/dev/null)"
  echo "hostname=$(hostname 2>/dev/null)"
  echo "user=$(id -un 2>/dev/null) uid=$(id -u 2>/dev/null)"
  echo "now=$(date +%Y-%m-%dT%H:%M:%S)"
  echo "now_utc=$(date -u +%Y-%m-%dT%H:%M:%S)"
  if [ "$become" = sudo ]; then
    if sudo -n true >/dev/null 2>&1 || sudo -n cat /dev/null >/dev/null 2>&1; then echo "sudo=yes"; else echo "sudo=no"; fi
  fi
  echo "sendmail=$sendmail"
  echo "cf=$cf"
  echo "cf_read=$cf_read"
  echo "smart_host=$smart_host"
  echo "mailer=$mailer"
  echo "relay=$relay"
  echo "port=$port"
  echo "more_relays=$more_relays"
  echo "source_address=$source_address"
  echo "connect_only=$connect_only"
  echo "bracketed=$bracketed"
  echo "relay_source=$relay_source"
  echo "auth_type=$auth_type"
  echo "auth_map=$auth_map"
  echo "access_map=$access_map"
  echo "ca_file=$ca_file"
  echo "ca_path=$ca_path"
  echo "queue_dirs=$queue_dirs"
  echo "pid_file=$pid_file"
  echo "auth_mechanisms=$auth_mechanisms"
  echo "log_config=$log_config"
  echo "log_kind=$log_kind"
  echo "log_file=$log_file"
  echo "log_level=$log_level"
  have perl && echo "perl=yes"
  have openssl && echo "openssl=$(openssl version 2>/dev/null)"
  echo "$N= 0"
}
`;
