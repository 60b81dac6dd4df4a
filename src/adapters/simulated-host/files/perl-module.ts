/**
 * Joins the host's own small network to the machine's perl: names are looked up in `sim/names`, and `sim/routes` says where
 * on loopback an address is. Everything else cannot be reached, so nothing of a simulated host leaves the machine.
 */
export const perlModule = (root: string): string => String.raw`package SimulatedNetwork;
use strict;
use warnings;
no warnings 'redefine';
use Errno ();
use Fcntl ();
use POSIX ();
use Socket ();

sub rows {
  open(my $file, '<', "${root}/sim/$_[0]") or die "simulated host: no $_[0]: $!";
  return map { [split] } <$file>;
}

sub address {
  my ($name) = @_;
  return $name if $name =~ /^\d+(\.\d+){3}$/;
  if ((rows('dns'))[0][0] eq 'silent') { sleep 4; return undef }
  $name =~ s/\.$//;
  for my $row (rows('names')) { return $row->[1] if lc $name eq $row->[0] }
  return undef;
}

sub packed { my $address = address($_[0]); return defined $address ? pack('C4', split(/\./, $address)) : undef }

sub route {
  my ($port, $ip) = Socket::unpack_sockaddr_in($_[0]);
  my $address = join('.', unpack('C4', $ip));
  for my $row (rows('routes')) { return $row->[2] if $row->[0] eq $address && $row->[1] eq $port }
  return undef;
}

# A connection that never comes about: the socket becomes the end of a full pipe, which is never ready for writing.
sub stall {
  my ($socket) = @_;
  my $flags = fcntl($socket, Fcntl::F_GETFL(), 0);
  if (!($flags & Fcntl::O_NONBLOCK())) { sleep 75; $! = Errno::ETIMEDOUT(); return 0 }
  pipe(our $reader, our $writer) or return 0;
  fcntl($writer, Fcntl::F_SETFL(), Fcntl::O_NONBLOCK() | fcntl($writer, Fcntl::F_GETFL(), 0));
  1 while defined syswrite($writer, 'x' x 4096);
  POSIX::dup2(fileno($writer), fileno($socket));
  $! = Errno::EINPROGRESS();
  return 0;
}

BEGIN {
  *CORE::GLOBAL::gethostbyname = sub ($) {
    my $packed = packed($_[0]);
    return unless defined $packed;
    return wantarray ? ($_[0], '', Socket::AF_INET(), 4, $packed) : $packed;
  };
  *CORE::GLOBAL::connect = sub (*$) {
    my ($socket, $peer) = @_;
    my $route = route($peer);
    if (!defined $route) { $! = Errno::ENETUNREACH(); return 0 }
    return stall($socket) if $route eq 'silent';
    return CORE::connect($socket, Socket::pack_sockaddr_in($route, Socket::INADDR_LOOPBACK()));
  };
  *Socket::inet_aton = sub { packed($_[0]) };
}
1;
`;
