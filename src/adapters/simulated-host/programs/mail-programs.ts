import type { Program } from './program.ts';

/** The System Resource Controller, Sendmail and its map maker, as far as reading goes. */
export const mailPrograms: readonly Program[] = [
  {
    path: '/usr/bin/lssrc',
    text: `
subsystem=; while [ $# -gt 0 ]; do [ "$1" = -s ] && subsystem=$2; shift; done
[ -f "ROOT/sim/lssrc-$subsystem" ] && exec cat "ROOT/sim/lssrc-$subsystem"
echo "0513-085 The $subsystem Subsystem is not on file." >&2
exit 1
`,
  },
  {
    path: '/usr/sbin/sendmail',
    text: `
list=no; client=no; kind=; version=no
for word in "$@"; do
  case $word in
    -bp) list=yes ;;
    -Ac) client=yes ;;
    -qQ) kind=-quarantined ;;
    -qL) kind=-lost ;;
    -d0*) version=yes ;;
  esac
done
if [ $list = yes ]; then
  [ $client = yes ] && exec cat ROOT/sim/mailq-client
  exec cat "ROOT/sim/mailq$kind"
fi
[ $version = yes ] && exec cat ROOT/sim/sendmail-version
echo 'This simulated sendmail sends nothing.' >&2
exit 64
`,
  },
  { path: '/usr/bin/mailq', text: '\nexec ROOT/usr/sbin/sendmail -bp "$@"\n' },
  {
    path: '/usr/sbin/makemap',
    text: `
if [ "$1" != -u ]; then echo 'This simulated makemap only lists maps (-u).' >&2; exit 64; fi
for map in "$@"; do :; done
case $map in *.db) ;; *) map=$map.db ;; esac
[ -f "$map" ] && exec cat "$map"
echo "makemap: error opening type hash map $map: No such file or directory" >&2
exit 66
`,
  },
];
