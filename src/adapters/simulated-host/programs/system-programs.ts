import type { Program } from './program.ts';

/** What AIX says about itself. */
export const systemPrograms: readonly Program[] = [
  {
    path: '/usr/bin/uname',
    text: `
case $1 in
  -n) exec cat ROOT/sim/hostname ;;
  -v) echo 7 ;;
  -r) echo 3 ;;
  -M) echo IBM,9009-22A ;;
  -a) echo "AIX $(cat ROOT/sim/hostname) 3 7 00F8DEMO4C00" ;;
  *) echo AIX ;;
esac
`,
  },
  { path: '/usr/bin/hostname', text: '\nexec cat ROOT/sim/hostname\n' },
  { path: '/usr/bin/oslevel', text: '\necho 7300-03-01-2520\n' },
  {
    path: '/usr/bin/id',
    text: `
case "$*" in
  -u) echo 204 ;;
  -un) echo mailops ;;
  *) echo 'uid=204(mailops) gid=1(staff)' ;;
esac
`,
  },
  {
    path: '/usr/bin/sudo',
    text: `
while :; do case $1 in -n | --) shift ;; *) break ;; esac; done
exec "$@"
`,
  },
  {
    path: '/usr/bin/ls',
    text: `
# Files of this host belong to whoever started the demo; a long listing shows them as root's.
list=$(ROOT/sim/tools/ls "$@"); rc=$?
[ -z "$list" ] || printf '%s\\n' "$list" | awk '
  $1 ~ /^[-dlps][-rwxsStT]+[.+@]?$/ && NF >= 8 { $3 = ($3 ~ /^[0-9]+$/) ? "0" : "root"; $4 = ($4 ~ /^[0-9]+$/) ? "0" : "system" }
  { print }'
exit $rc
`,
  },
  {
    path: '/usr/bin/df',
    text: `
case "$*" in
  *-*P*) exec cat ROOT/sim/df-posix ;;
esac
exec cat ROOT/sim/df
`,
  },
  {
    path: '/usr/bin/ps',
    text: `
# Without command lines it is about process numbers, which a script needs to end what it started: those are the machine's.
case "$*" in
  *args* | *comm* | *cmd*) exec cat ROOT/sim/ps ;;
esac
exec ROOT/sim/tools/ps "$@"
`,
  },
  {
    path: '/usr/bin/errpt',
    text: `
case "$*" in
  *-a*) exit 0 ;;
esac
exec cat ROOT/sim/errpt
`,
  },
  {
    path: '/usr/bin/uptime',
    text: "\necho '  02:31PM   up 20 days,  4:11,  1 user,  load average: 1.02, 1.10, 1.07'\n",
  },
  { path: '/usr/bin/odmget', text: '\nexec cat ROOT/sim/odm-sendmail\n' },
  { path: '/usr/bin/lslpp', text: '\nexec cat ROOT/sim/lslpp\n' },
];
