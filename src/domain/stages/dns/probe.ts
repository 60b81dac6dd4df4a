import type { Probe } from '../../collector/probe.ts';
import { resolverProgram } from '../../dialogue/resolver-program.ts';

const questions = String.raw`
use strict; use Socket; use IO::Socket::INET; use IO::Select; use Time::HiRes qw(time);
$| = 1; ${resolverProgram}
my ($relay) = @ARGV; my @servers = name_servers();
print "servers @servers\n";
my %a = @servers ? ask($relay, 1, 4, @servers) : ();
print "server $_ A @{$a{$_}}\n" for @servers;
my ($live) = grep { $a{$_}[0] eq "no-data" || $a{$_}[0] eq "found" } @servers;
# Sendmail asks for mail exchangers first, and where it speaks IPv6 for such addresses too: an answer to one question is none to another.
my @live = grep { $a{$_}[0] !~ /^(?:timeout|unreachable)/ } @servers;
for my $type ([15, "MX"], [28, "AAAA"]) { last unless $live; my %more = ask($relay, $type->[0], 3, @live); print "server $_ $type->[1] @{$more{$_}}\n" for @live; }
my (@found, $canonical); eval { limit(9); my @e = gethostbyname($relay); $canonical = $e[0]; @found = @e[4 .. $#e]; alarm(0); 1 } or do { alarm(0); print "system timeout\n"; exit 0; };
print "canonical $canonical\n" if @found && defined $canonical && lc $canonical ne lc $relay;
my %seen; print "system ", join(" ", @found ? (grep { !$seen{$_}++ } map { inet_ntoa($_) } @found) : ("not-found")), "\n";
`;

/** How the host resolves the relay's name: its files, each of its name servers on its own, and its own resolver. */
export const dnsProbe: Probe = {
  id: 'dns',
  seconds: 20,
  bytes: 32768,
  helpers: String.raw`
hosts_lines() { awk -v name="$relay" '!/^[ \t]*#/ { sub(/#.*/, ""); for (i = 2; i <= NF; i++) if (tolower($i) == tolower(name)) { print; break } }' /etc/hosts 2>&1; }
ask_servers() {
  if [ -r /etc/resolv.conf ] || [ "$become" != sudo ]; then perl -e '${questions}' "$relay" 2>&1; else root perl -e '${questions}' "$relay" 2>&1; fi
}
settings_of() { if [ -r "$1" ]; then cat "$1"; else root cat "$1"; fi | sed -e '/^[ 	]*[#;]/d' -e '/^[ 	]*$/d'; }
`,
  script: String.raw`
  for f in /etc/resolv.conf /etc/netsvc.conf /etc/irs.conf; do
    if [ -f "$f" ]; then
      if [ -r "$f" ] || root test -r "$f" 2>/dev/null; then run "cat $f" settings_of "$f"; else run "cat $f" echo denied; fi
    else echo "$N> cat $f"; echo "missing"; echo "$N= 2"; fi
  done
  [ -n "$relay" ] || return 0
  case $relay in *[!A-Za-z0-9._:-]*) return 0 ;; esac
  run "grep $relay /etc/hosts" hosts_lines
  case $relay in *[A-Za-z]*) ;; *) return 0 ;; esac
  if have perl; then run "DNS questions for $relay to each server of /etc/resolv.conf" ask_servers; fi
  if have host; then run "host $relay" host "$relay" 2>&1; fi
  if ! have perl && have nslookup; then run "nslookup $relay" nslookup "$relay" 2>&1; fi
`,
};
