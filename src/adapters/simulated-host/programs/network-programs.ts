import type { Program } from './program.ts';

/** Resolver and network tools over the host's own small world: `sim/names`, `sim/dns` and `sim/relay-port`. */
export const networkPrograms: readonly Program[] = [
  {
    path: '/usr/bin/host',
    text: `
for name in "$@"; do :; done
if [ "$(cat ROOT/sim/dns)" = silent ]; then
  sleep 2
  echo ';; connection timed out; no servers could be reached'
  exit 1
fi
awk -v name="$name" '
  { if ($1 == name || $1 == name ".") { print name " has address " $2; found = 1 } }
  END { if (!found) { print "Host " name " not found: 3(NXDOMAIN)"; exit 1 } }' ROOT/sim/names
`,
  },
  {
    path: '/usr/bin/nslookup',
    text: `
for name in "$@"; do case $name in -*) ;; *) asked=\${asked:-$name} ;; esac; done
if [ "$(cat ROOT/sim/dns)" = silent ]; then
  sleep 2
  echo ';; connection timed out; no servers could be reached'
  exit 1
fi
printf 'Server:\\t\\t192.0.2.53\\nAddress:\\t192.0.2.53#53\\n\\n'
awk -v name="$asked" '
  $1 == name { if (!found) print "Non-authoritative answer:"; print "Name:\\t" name "\\nAddress: " $2; found = 1 }
  END { if (!found) { print "** server can\\047t find " name ": NXDOMAIN"; exit 1 } print "" }' ROOT/sim/names
`,
  },
  {
    path: '/usr/sbin/ping',
    text: `
for name in "$@"; do :; done
printf 'PING %s: 56 data bytes\\n\\n----%s PING Statistics----\\n' "$name" "$name"
echo '3 packets transmitted, 0 packets received, 100% packet loss'
exit 1
`,
  },
  {
    path: '/usr/bin/telnet',
    text: `
if [ "$(cat ROOT/sim/dns)" = silent ] || ! grep "^$1 " ROOT/sim/names >/dev/null; then
  echo "telnet: $1: Hostname and service name not provided or found" >&2
  exit 1
fi
echo Trying...
case "$(cat ROOT/sim/relay-port)" in
  closed) echo 'telnet: connect: Connection refused' >&2; exit 1 ;;
  silent) sleep 75; echo 'telnet: connect: Connection timed out' >&2; exit 1 ;;
esac
echo "Connected to $1."
echo "Escape character is '^]'."
echo "220 $1 ESMTP Practice relay"
cat >/dev/null
echo 'Connection closed.'
`,
  },
];
