import { resolverProgram } from './resolver-program.ts';

/**
 * The SMTP dialogue, in Perl 5.8 as AIX ships it (core modules only), held on the host with the host's own credentials.
 * It sends no mail: EHLO, STARTTLS (openssl s_client does TLS), AUTH, MAIL FROM, RSET, QUIT. It prints one line an event:
 * `PHASE < text` said by the relay, `PHASE > text` said to it (never a secret), `PHASE : text` a fact, `PHASE = outcome`.
 * No single quote may stand in it: the shell passes it in single quotes, nothing is written to disk.
 */
export const dialogueProgram = String.raw`
use strict; use Socket; use IO::Socket::INET; use IO::Select; use IPC::Open3; use Errno qw(EINPROGRESS EWOULDBLOCK); use Time::HiRes qw(time);
${resolverProgram}
$| = 1; $SIG{PIPE} = "IGNORE"; $SIG{CHLD} = "DEFAULT";
my %o = @ARGV;
my ($relay, $port, $sender) = ($o{relay}, $o{port}, $o{sender});
my %reading = (greeting => 12, ehlo => 12, starttls => 8, tls => 20, auth => 18, mail => 18);
my $over = time + 46;
my @secrets;
sub say_line { my ($phase, $mark, $text) = @_; $text =~ s/[\r\n]+$//; $text =~ s/[^\x20-\x7e\x80-\xff]/?/g;
  $text = hide($text) if @secrets; print "$phase $mark " . substr($text, 0, 900) . "\n"; }
# Pieces of a secret are covered as well: a relay may send it back broken into lines.
sub hide { my ($text) = @_; my $mask = "0" x length $text;
  for my $s (@secrets) { next if length($s) < 3;
    for my $i (0 .. length($s) - 3) { my $w = substr($s, $i, 6) =~ /[^A-Za-z]/ ? 6 : 8; $w = length($s) if $w > length($s); next if $i + $w > length($s);
      my $piece = substr($s, $i, $w); my $at = -1; while (($at = index($text, $piece, $at + 1)) >= 0) { substr($mask, $at, $w) = "1" x $w; } } }
  my $shown = ""; while ($mask =~ /(0+|1+)/g) { $shown .= substr($1, 0, 1) eq "1" ? "********" : substr($text, pos($mask) - length($1), length($1)); } return $shown; }
sub b64 { my $t = pack("u", $_[0]); my $r = ""; for my $l (split(/\n/, $t)) { $l = substr($l, 1); $r .= $l; }
  $r =~ tr# -_#A-Za-z0-9+/#; $r =~ s/\x60/A/g; my $pad = (3 - length($_[0]) % 3) % 3; $r =~ s/.{$pad}$/"=" x $pad/e if $pad; return $r; }
sub unb64 { my $t = $_[0]; $t =~ tr#A-Za-z0-9+/##cd; $t =~ tr#A-Za-z0-9+/# -_#; my $r = "";
  while ($t =~ /(.{1,60})/gs) { my $l = $1; $r .= unpack("u", chr(32 + int(length($l) * 3 / 4)) . $l); } return $r; }

# --- names and addresses -------------------------------------------------------------------------------------------
my @targets;
sub add_addresses { my ($name, $bracketed) = @_;
  if ($name =~ /^\d+\.\d+\.\d+\.\d+$/) { push @targets, [$name, $name]; return 1; }
  my @found;
  # Unless the name is in brackets, Sendmail takes what DNS says before what /etc/hosts says.
  if (!$bracketed && (my @servers = name_servers())) { my %a = ask($name, 1, 2, @servers);
    for my $s (@servers) { my ($outcome, @ip) = @{$a{$s}}; next unless $outcome eq "found"; push @targets, [$name, $_] for @ip; return scalar @ip if @ip; } }
  eval { limit(12); my @entry = gethostbyname($name); @found = @entry[4 .. $#entry]; alarm(0); 1 } or do { alarm(0); say_line("resolve", "=", "timeout"); exit 3; };
  my %seen; @found = grep { length($_) == 4 && !$seen{$_}++ } @found;
  push @targets, [$name, inet_ntoa($_)] for @found;
  return scalar @found; }
sub add_relay { my ($host, $bracketed) = @_;
  # A short name: Sendmail goes on with the full one that the search domains give, and looks for the login by that.
  if ($host =~ /^[a-z][^.]*$/i) { my @entry; eval { limit(12); @entry = gethostbyname($host); alarm(0); 1 } or alarm(0);
    if (@entry && $entry[0] =~ /^\Q$host\E\.[a-z0-9.-]+$/i) { $host = $entry[0]; say_line("resolve", ":", "full $host"); } }
  my @names = ($host);
  if (!$bracketed && $host =~ /[a-z]/i && (my @mx = mail_exchangers($host))) { @names = @mx; say_line("resolve", ":", "mx $_") for @mx; }
  add_addresses($_, $bracketed) for @names; }
add_relay($relay, $o{bracketed} eq "yes");
my $further = $o{more} || "";
while ($further =~ /\[([^\]]+)\]|([^:\[\]]+)/g) { my $host = defined $1 ? $1 : $2; say_line("resolve", ":", "next $host"); add_relay($host, defined $1); }
if (!@targets && $relay =~ /:/) { say_line("resolve", "=", "ipv6-only"); exit 0; }
if (!@targets) { say_line("resolve", "=", "no-address"); exit 3; }
# ConnectOnlyTo: whatever the name is, all goes to this address.
if (($o{only} || "") =~ /^\[?(\d+\.\d+\.\d+\.\d+)\]?$/) { @targets = ([$relay, $1]); say_line("resolve", ":", "only $1"); }
splice(@targets, 4) if @targets > 4;
say_line("resolve", ":", "$_->[1] $_->[0]") for @targets;

# --- connect: all addresses side by side, so that a dead one is seen and costs no extra time ---------------------------
my (%sock, %state); my $select = IO::Select->new; my $began = time;
for my $i (0 .. $#targets) {
  socket(my $s, PF_INET, SOCK_STREAM, getprotobyname("tcp")) or do { $state{$i} = "failed $!"; next; };
  IO::Handle::blocking($s, 0);
  if ($o{origin} && !bind($s, sockaddr_in(0, inet_aton($o{origin})))) { $state{$i} = "failed " . reason($!); next; }
  if (connect($s, sockaddr_in($port, inet_aton($targets[$i][1])))) { $state{$i} = "ok"; $sock{$i} = $s; }
  elsif ($!{EINPROGRESS} || $!{EWOULDBLOCK}) { $sock{$i} = $s; $select->add($s); }
  else { $state{$i} = "failed " . reason($!); }
}
sub reason { my $e = $_[0]; my $n = $e + 0;
  for my $name (qw(ECONNREFUSED ETIMEDOUT ENETUNREACH EHOSTUNREACH ECONNRESET EACCES EPERM EHOSTDOWN EADDRNOTAVAIL ECONNABORTED)) {
    return "$name ($e)" if exists $!{$name} && Errno->can($name) && Errno->can($name)->() == $n; }
  return "errno $n ($e)"; }
my $first_ok;
while ($select->count) {
  my $wait = (defined $first_ok ? $first_ok + 1.5 : $began + $o{connect}) - time; last if $wait <= 0;
  for my $s ($select->can_write($wait)) {
    my ($i) = grep { $sock{$_} && $sock{$_} == $s } keys %sock; $select->remove($s);
    my $error = unpack("i", getsockopt($s, SOL_SOCKET, SO_ERROR));
    if ($error) { $! = $error; $state{$i} = "failed " . reason($!); delete $sock{$i}; }
    else { $state{$i} = "ok"; $first_ok = time unless defined $first_ok; }
  }
}
for my $i (0 .. $#targets) {
  $state{$i} = (defined $first_ok ? "waiting" : "timeout") unless $state{$i};
  say_line("connect", ":", "$targets[$i][1] port $port $state{$i}");
}
my ($use) = grep { $state{$_} eq "ok" } sort { $a <=> $b } keys %state;
if (!defined $use) {
  my $all = join(" ", map { $state{$_} } sort keys %state);
  say_line("connect", "=", "failed");
  my ($name, $address) = ($targets[0][0], $targets[0][1]);
  # Does the same address take mail on another of the usual ports? Then the port may be the fault.
  my (%other, %named); my $watch = IO::Select->new;
  for my $p (grep { $_ != $port } (587, 25, 2525, 2587)) { socket(my $s, PF_INET, SOCK_STREAM, getprotobyname("tcp")) or next; IO::Handle::blocking($s, 0);
    connect($s, sockaddr_in($p, inet_aton($address))) or $!{EINPROGRESS} or next; $watch->add($s); $named{$s} = $p; }
  my $until = time + 2.5;
  while ($watch->count && time < $until) { for my $s ($watch->can_read($until - time)) { my $n = sysread($s, my $buf, 200); $watch->remove($s); say_line("other", ":", "port $named{$s} greets " . (split(/\n/, $buf))[0]) if $n && $buf =~ /^220/; close $s; } }
  my $ping = "ping -c 2 -w 3 $address 2>&1"; my $out = $address =~ /^[\d.]+$/ ? qx($ping) : "";
  for my $l (grep { /\S/ } split(/\n/, $out)) { say_line("ping", ":", $l); }
  exit 3;
}
my ($name, $address) = @{$targets[$use]};
for my $i (keys %sock) { close $sock{$i} unless $i == $use; }
say_line("connect", "=", "ok $address");

# --- one conversation over a pair of handles --------------------------------------------------------------------------
my %from;
sub read_reply { my ($h, $phase, $limit) = @_; my $end = time + $limit; $end = $over if $end > $over; my ($code, @lines);
  my $sel = IO::Select->new($h);
  while (1) {
    while ($from{$h} =~ s/^([^\n]*)\n//) { my $l = $1; $l =~ s/\r$//;
      if ($l =~ /^(\d\d\d)([ -]?)(.*)$/) { say_line($phase, "<", $l); push @lines, $l; if ($2 ne "-") { return ($1, @lines); } }
      elsif ($l =~ /\S/) { say_line($phase, "<", $l); push @lines, $l; if (@lines > 60) { return ("garbage", @lines); } } }
    if (length($from{$h}) > 20000) { return ("garbage", @lines); }
    my $left = $end - time; if ($left <= 0) { say_line($phase, "<", $from{$h}) if length $from{$h}; return (@lines && !grep(/^\d\d\d/, @lines) ? "garbage" : "timeout", @lines); }
    if ($sel->can_read($left)) { my $n = sysread($h, my $buf, 4096);
      if (!defined $n) { my $why = "$!"; next if $!{EAGAIN} || $!{EINTR}; return ($!{ECONNRESET} ? "reset" : "closed", @lines); }
      if (!$n) { if (length $from{$h}) { say_line($phase, "<", $from{$h}); push @lines, $from{$h}; $from{$h} = ""; return ("closed", @lines); } return ("closed", @lines); }
      $from{$h} .= $buf; } } }
sub send_line { my ($h, $text) = @_; my $data = "$text\r\n"; my $end = time + 5; my $sel = IO::Select->new($h);
  while (length $data) { last if time > $end; next unless $sel->can_write(1); my $n = syswrite($h, $data); if (!defined $n) { next if $!{EAGAIN}; last; } substr($data, 0, $n) = ""; } }
sub capabilities { my %c; for (@_) { $c{uc $1} = uc($2 || "") if /^250[ -](\S+)\s*(.*?)\s*$/; if (/^250[ -]AUTH=(.*)$/i) { $c{AUTH} .= " " . uc $1; } } return %c; }
my $me = $o{hello} || "localhost";

my $plain = $sock{$use}; $from{$plain} = "";
my $asked_at = time;
my ($code, @text) = read_reply($plain, "greeting", $reading{greeting});
say_line("greeting", ":", sprintf("after %.1f s", time - $asked_at));
say_line("greeting", "=", $code =~ /^\d/ ? $code : $code);
if ($code !~ /^220/) { send_line($plain, "QUIT") if $code =~ /^\d/; close $plain; exit 0; }
say_line("ehlo", ">", "EHLO $me"); send_line($plain, "EHLO $me");
($code, @text) = read_reply($plain, "ehlo", $reading{ehlo});
# As Sendmail does: who does not know EHLO (an old relay, a firewall that hides it) is asked with HELO, and offers nothing then.
if ($code =~ /^5/) { say_line("ehlo", ">", "HELO $me"); send_line($plain, "HELO $me"); ($code, @text) = read_reply($plain, "ehlo", $reading{ehlo}); @text = (); }
say_line("ehlo", "=", $code);
if ($code !~ /^250/) { send_line($plain, "QUIT") if $code =~ /^\d/; close $plain; exit 0; }
my %cap = capabilities(@text);
my ($in, $out, $tls_pid) = ($plain, $plain, 0);

# --- STARTTLS: a second connection, made by openssl, because Perl itself has no TLS --------------------------------------
my $openssl_version = $o{openssl} || "";
# Try_TLS in the access map, by name, the domains above, address and the networks above, or for all.
my %forbidden = map { $_ => 1 } split(" ", $o{notls} || ""); my $without_tls = $forbidden{"*"};
for (my $n = lc $name; length $n; $n =~ s/^[^.]*\.?//) { $without_tls = 1 if $forbidden{$n}; }
for (my $n = $address; length $n; $n =~ s/\.?[^.]*$//) { $without_tls = 1 if $forbidden{$n}; }
if (exists $cap{STARTTLS} && $without_tls) { say_line("starttls", "=", "forbidden"); }
elsif (exists $cap{STARTTLS}) {
  say_line("starttls", "=", "offered");
  if (!$openssl_version) { say_line("tls", "=", "no-openssl"); send_line($plain, "QUIT"); close $plain; exit 0; }
  send_line($plain, "QUIT"); read_reply($plain, "quit", 3) if 0; close $plain;
  my $modern = $openssl_version =~ /(?:OpenSSL|LibreSSL) (1\.0\.2|1\.1|[2-9])/;
  my @cmd = ("openssl", "s_client", "-starttls", "smtp", "-connect", "$address:$port");
  push @cmd, $modern ? "-brief" : "-quiet";
  push @cmd, "-servername", $name if $name =~ /[a-z]/i && $openssl_version !~ / 0\.9\.[0-7]/;
  push @cmd, "-CAfile", $o{cafile} if $o{cafile} && -r $o{cafile};
  push @cmd, "-CApath", $o{capath} if $o{capath} && -d $o{capath};
  # The certificate that Sendmail itself shows; openssl, which runs as the login user, may not be able to.
  if ($o{owncert}) { my $key = $o{ownkey} || $o{owncert}; my @status = stat $key;
    # Sendmail takes no key that others may read, nor, unless it is told not to mind, one that its group may read.
    if (@status && $status[2] & ($o{groupkey} ? 037 : 077)) { say_line("tls", ":", "own key is open to others: Sendmail goes without"); }
    elsif (-r $o{owncert} && -r $key) { push @cmd, "-cert", $o{owncert}, "-key", $key; }
    else { say_line("tls", ":", "own certificate not readable"); } }
  say_line("tls", ":", "command " . join(" ", @cmd));
  my ($to, $fr, $er); $er = IO::Handle->new;
  $tls_pid = open3($to, $fr, $er, @cmd); $from{$fr} = "";
  my $errors = ""; my $up = ""; my $end = time + $reading{tls}; my $sel = IO::Select->new($fr, $er); my $eof = 0; my $asked = 0; my $answered = 0;
  # The handshake is proven by an answer that came through it; 1.0.1 and older print nothing else.
  while (time < $end && $eof < 2 && !$answered) {
    my @ready = $sel->can_read($end - time); last unless @ready;
    for my $h (@ready) { my $n = sysread($h, my $buf, 4096);
      if (!$n) { $sel->remove($h); $eof++; next; }
      if ($h == $er) { $errors .= $buf; } else { $from{$fr} .= $buf; } }
    if (!$asked && ($errors =~ /CONNECTION ESTABLISHED|Protocol version|verify return/ || $errors =~ /^depth=/m)) { $asked = 1; send_line($to, "ehlo $me"); }
    $answered = 1 if $from{$fr} =~ /^250 [^\n]*\n/m;
  }
  if (!$asked && !$eof) { send_line($to, "ehlo $me"); }
  say_line("tls", ":", $_) for grep { /\S/ } split(/\n/, $errors);
  if ($answered) { say_line("tls", "=", "ok"); ($in, $out) = ($to, $fr); ($code, @text) = read_reply($out, "ehlo2", 3); %cap = capabilities(@text); }
  else {
    kill 9, $tls_pid; waitpid($tls_pid, 0);
    say_line("tls", "<", $_) for grep { /\S/ } split(/\n/, $from{$fr});
    say_line("tls", "=", $eof >= 2 ? "failed" : ($asked ? "silent" : "timeout"));
    # What does the relay say to STARTTLS itself? Asked in clear, without going on to TLS.
    my $again = IO::Socket::INET->new(PeerAddr => $address, PeerPort => $port, Proto => "tcp", Timeout => 5);
    if ($again) { $from{$again} = ""; my ($c) = read_reply($again, "starttls", $reading{starttls});
      if ($c =~ /^220/) { send_line($again, "EHLO $me"); ($c) = read_reply($again, "starttls", $reading{ehlo});
        if ($c =~ /^250/) { say_line("starttls", ">", "STARTTLS"); send_line($again, "STARTTLS"); ($c) = read_reply($again, "starttls", $reading{starttls}); say_line("starttls", "=", "reply $c");
          # Sendmail goes on without TLS then: does the relay take mail in clear?
          if ($c =~ /^[45]\d\d/ && $o{try} eq "yes") { say_line("clear", ">", "MAIL FROM:<$sender>"); send_line($again, "mail from:<$sender>");
            my ($m) = read_reply($again, "clear", $reading{mail}); say_line("clear", "=", $m); if ($m =~ /^250/) { send_line($again, "rset"); read_reply($again, "rset", 4); } send_line($again, "quit"); } } }
      close $again; }
    else { say_line("starttls", ":", "second connection failed: $@"); }
    exit 0;
  }
} else { say_line("starttls", "=", "not-offered"); }

# --- AUTH: at most one try, with what Sendmail itself would use -------------------------------------------------------
my %cred; my $auth_ok = 0;
sub lookup { my ($lines) = @_; my %map;
  for my $l (split(/\n/, $lines)) { $map{lc $1} = $2 if $l =~ /^(authinfo:\S*)\s+(.*)$/i; }
  for my $key (lc "authinfo:$name", "authinfo:$address", "authinfo:") { return ($key, $map{$key}) if exists $map{$key}; }
  return; }
my ($key, $value) = lookup(do { local $/; my $d = <STDIN>; defined $d ? $d : "" });
if (defined $value) {
  my $spec = $value; $spec =~ s/"\s*"/" "/g;
  my @fields; while ($spec =~ /"([^"]*)"|(\S+)/g) { push @fields, defined $1 ? $1 : $2; }
  for my $f (@fields) { if ($f =~ /^([UIPRM])([:=])(.*)$/s) { $cred{$1} = $2 eq "=" ? unb64($3) : $3; } }
  $cred{user} = defined $cred{U} && length $cred{U} ? $cred{U} : $cred{I};
  $cred{id} = defined $cred{I} && length $cred{I} ? $cred{I} : $cred{U};
  push @secrets, grep { defined && length } $cred{P}, b64(defined $cred{P} ? $cred{P} : "");
  say_line("auth", ":", "entry $key with " . join(" ", grep { defined $cred{$_} } qw(U I P R M)));
} else { say_line("auth", ":", "no entry for $name, $address or default"); }
my $offered = exists $cap{AUTH} ? $cap{AUTH} : "";
say_line("auth", ":", "offered $offered") if $offered;
my $wanted = uc(defined $cred{M} ? $cred{M} : ($o{mechanisms} || "GSSAPI KERBEROS_V4 DIGEST-MD5 CRAM-MD5"));
my %server = map { $_ => 1 } split(" ", $offered); my @common = grep { $server{$_} } split(" ", $wanted);
my ($mech) = grep { my $m = $_; grep { $_ eq $m } @common } ("PLAIN", "LOGIN", "CRAM-MD5");
if ($o{try} ne "yes") { say_line("auth", "=", "switched-off"); }
elsif (!defined $value) { say_line("auth", "=", "no-credentials"); }
elsif (!$offered) { say_line("auth", "=", "not-offered"); }
elsif (!@common) { say_line("auth", ":", "allowed here $wanted"); say_line("auth", "=", "no-mechanism"); }
elsif (!$mech) { say_line("auth", "=", "mechanism-unknown @common"); }
elsif (!$tls_pid && $mech ne "CRAM-MD5" && $address !~ /^127\./) { say_line("auth", "=", "not-in-clear"); }
elsif (!defined $cred{user} || !defined $cred{P}) { say_line("auth", "=", "entry-incomplete"); }
else {
  my ($u, $i, $p) = ($cred{user}, $cred{id}, $cred{P}); my $zero = chr(0); my ($c, @t);
  push @secrets, b64($zero . $i . $zero . $p), b64("$u$zero$i$zero$p"), b64($i);
  say_line("auth", ">", "AUTH $mech ********");
  if ($mech eq "PLAIN") { my $blob = b64("$zero$i$zero$p"); if ($offered && length($blob) < 400) { send_line($in, "auth PLAIN $blob"); ($c, @t) = read_reply($out, "auth", $reading{auth}); } }
  elsif ($mech eq "LOGIN") { send_line($in, "auth LOGIN"); ($c, @t) = read_reply($out, "auth", $reading{auth});
    if ($c eq "334") { send_line($in, b64($i)); ($c, @t) = read_reply($out, "auth", $reading{auth}); }
    if ($c eq "334") { send_line($in, b64($p)); ($c, @t) = read_reply($out, "auth", $reading{auth}); } }
  else { require Digest::MD5; send_line($in, "auth CRAM-MD5"); ($c, @t) = read_reply($out, "auth", $reading{auth});
    if ($c eq "334") { my ($challenge) = $t[-1] =~ /^334 (\S*)/; my $k = length($p) > 64 ? Digest::MD5::md5($p) : $p; $k .= $zero x (64 - length $k);
      my $d = Digest::MD5::md5_hex(($k ^ (chr(0x5c) x 64)) . Digest::MD5::md5(($k ^ (chr(0x36) x 64)) . unb64($challenge)));
      send_line($in, b64("$i $d")); ($c, @t) = read_reply($out, "auth", $reading{auth}); } }
  say_line("auth", "=", defined $c ? $c : "not-tried"); $auth_ok = 1 if defined $c && $c eq "235";
  if (defined $c && $c !~ /^[245]/) { kill 9, $tls_pid if $tls_pid; exit 0; }
}

# --- MAIL FROM, taken back at once --------------------------------------------------------------------------------------
if ($o{try} eq "yes") {
  say_line("mail", ">", "MAIL FROM:<$sender>"); send_line($in, "mail from:<$sender>");
  my ($c) = read_reply($out, "mail", $reading{mail}); say_line("mail", "=", $c);
  if ($c =~ /^250/) { send_line($in, "rset"); read_reply($out, "rset", 4); }
}
send_line($in, "quit"); read_reply($out, "quit", 2);
if ($tls_pid) { close $in; kill 15, $tls_pid; my $t = time + 1; while (time < $t) { last if waitpid($tls_pid, 1) > 0; select(undef, undef, undef, 0.02); } kill 9, $tls_pid; }
say_line("end", "=", "ok");
`;
