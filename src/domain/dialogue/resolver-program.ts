/**
 * DNS questions in core Perl, asked of each server of resolv.conf on its own, because `host` and `nslookup` say neither which
 * server failed nor how on AIX. Used by the dns probe and, for mail exchangers, by the dialogue. No single quotes.
 */
export const resolverProgram = String.raw`
use POSIX ();
sub limit { my $s = $_[0]; POSIX::sigaction(POSIX::SIGALRM(), POSIX::SigAction->new(sub { die "limit\n" })); alarm($s); }
sub name_servers { my @s; if (open(my $f, "<", "/etc/resolv.conf")) { while (<$f>) { push @s, $1 if /^\s*nameserver\s+(\d+\.\d+\.\d+\.\d+)/; } close $f; } splice(@s, 3) if @s > 3; return @s; }
sub dns_name { my ($p, $at) = @_; my @labels; my ($jumps, $end) = (0, -1);
  while ($at < length $p) { my $n = ord substr($p, $at, 1);
    if ($n >= 192) { $end = $at + 2 if $end < 0; $at = unpack("n", substr($p, $at, 2)) & 0x3fff; last if ++$jumps > 20; next; }
    $at++; last unless $n; push @labels, substr($p, $at, $n); $at += $n; }
  return (join(".", @labels), $end < 0 ? $at : $end); }
# Asks all servers at once; gives server => [outcome, answers...]: outcome found, nxdomain, no-data, servfail, refused, rcode N, timeout, unreachable REASON.
sub ask { my ($name, $type, $seconds, @servers) = @_; my (%got, %sock); my $id = 1 + int(rand(65000));
  my $question = pack("n6", $id, 0x0100, 1, 0, 0, 0) . join("", map { chr(length $_) . $_ } grep { length } split(/\./, $name)) . chr(0) . pack("n2", $type, 1);
  for my $s (@servers) { my $h = IO::Socket::INET->new(PeerAddr => $s, PeerPort => 53, Proto => "udp"); if ($h && defined send($h, $question, 0)) { $sock{$s} = $h; } else { $got{$s} = ["unreachable $!"]; } }
  my $began = time; my $again = 0;
  while (%sock) { my $left = $began + $seconds - time; last if $left <= 0;
    if (!$again && time - $began > $seconds / 2) { $again = 1; send($_, $question, 0) for values %sock; }
    for my $h (IO::Select->new(values %sock)->can_read($left < 0.3 ? $left : 0.3)) { my ($s) = grep { $sock{$_} == $h } keys %sock;
      my $p = ""; if (!defined recv($h, $p, 4096, 0)) { $got{$s} = ["unreachable $!"]; delete $sock{$s}; next; }
      next if length($p) < 12; my ($i, $flags, $qd, $an) = unpack("n4", $p); next unless $i == $id && $flags & 0x8000;
      my $rcode = $flags & 15; my $at = 12; my @found; for (1 .. $qd) { (undef, $at) = dns_name($p, $at); $at += 4; }
      for (1 .. $an) { last if $at >= length $p; (undef, $at) = dns_name($p, $at); last if $at + 10 > length $p; my ($t, $c, $ttl, $len) = unpack("nnNn", substr($p, $at, 10)); $at += 10;
        if ($t == 1 && $type == 1 && $len == 4) { push @found, join(".", unpack("C4", substr($p, $at, 4))); }
        elsif ($t == 15 && $type == 15) { my ($mx) = dns_name($p, $at + 2); push @found, unpack("n", substr($p, $at, 2)) . " " . (length $mx ? $mx : "."); }
        elsif ($t == 28 && $type == 28) { push @found, "ipv6"; }
        $at += $len; }
      my %word = (0 => @found ? "found" : "no-data", 2 => "servfail", 3 => "nxdomain", 5 => "refused");
      $got{$s} = [$word{$rcode} || "rcode $rcode", @found]; delete $sock{$s}; } }
  $got{$_} = ["timeout"] for keys %sock; return %got; }
sub mail_exchangers { my ($name) = @_; my @servers = name_servers(); return () unless @servers; my %got = ask($name, 15, 2, @servers);
  for my $s (@servers) { my ($outcome, @found) = @{$got{$s}}; next unless $outcome eq "found"; my %p;
    for (@found) { my ($n, $h) = split(" ", $_, 2); $p{$h} = $n if length $h; } return (sort { $p{$a} <=> $p{$b} } keys %p)[0 .. (keys(%p) > 3 ? 2 : keys(%p) - 1)]; }
  return (); }
`;
