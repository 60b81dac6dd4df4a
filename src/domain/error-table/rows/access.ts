import type { ErrorRow } from '../error-row.ts';
import { says } from './wordings.ts';

/** The host itself could not be reached or used over SSH: nothing is known about its mail. */
export const accessRows: readonly ErrorRow[] = [
  {
    code: 'SSH_REFUSED',
    stage: 'access',
    title: 'The host refuses SSH connections',
    meaning:
      'The host answers, but nothing accepts connections on its SSH port, or a firewall rejects them. Its mail could not be checked.',
    action: 'On the console (HMC) check that sshd runs, start it if not, and compare the port with the inventory.',
    commands: ['lssrc -s sshd', 'startsrc -s sshd', 'ssh -v -p {port} {host} true'],
    effect: 'none',
    wordings: says('^ssh: connect to host [^ ]+ port [0-9]+: Connection refused', 'connect ECONNREFUSED [^ ]+:22$'),
    source: 'OpenSSH 9.2, Node 20',
  },
  {
    code: 'SSH_TIMED_OUT',
    stage: 'access',
    title: 'No answer from the host on its SSH port',
    meaning:
      'Connection attempts get no answer: the host is down, its address is wrong, or a firewall drops the packets.',
    action:
      'Check that the host is up (HMC, ping from its own subnet), that the address in the inventory is right, and the firewall between here and it.',
    commands: ['ping -c 3 {host}', 'ssh -v -o ConnectTimeout=10 -p {port} {host} true'],
    effect: 'none',
    wordings: says(
      '^ssh: connect to host [^ ]+ port [0-9]+: (?:Connection|Operation) timed out',
      'Timed out while waiting for handshake',
    ),
    source: 'OpenSSH 9.2, ssh2 1.17',
  },
  {
    code: 'SSH_NAME_UNKNOWN',
    stage: 'access',
    title: "The host's name does not resolve here",
    meaning: 'The machine that runs Stuckmail cannot turn the name of the host into an address.',
    action:
      'Correct the address in stuckmail.yaml, or the DNS that this machine uses. `address:` may hold an IP address.',
    commands: ['host {host}'],
    effect: 'none',
    wordings: says('Could not resolve hostname', 'getaddrinfo (?:ENOTFOUND|EAI_AGAIN)'),
    source: 'OpenSSH 9.2, Node 20',
  },
  {
    code: 'SSH_UNREACHABLE',
    stage: 'access',
    title: 'There is no network route to the host',
    meaning: 'A router or this machine itself reports that the host or its network cannot be reached.',
    action: 'Check routing and VPN from this machine to the host, and whether the host is up.',
    commands: ['ping -c 3 {host}', 'traceroute {host}'],
    effect: 'none',
    wordings: says(
      '^ssh: connect to host [^ ]+ port [0-9]+: (?:No route to host|Network is unreachable)',
      'connect (?:EHOSTUNREACH|ENETUNREACH)',
    ),
    source: 'OpenSSH 9.2, Node 20',
  },
  {
    code: 'SSH_HOST_KEY_UNKNOWN',
    stage: 'access',
    title: 'The SSH key of the host is not known yet',
    meaning: 'The host is not in the known_hosts file. Stuckmail never trusts a key on first sight.',
    action:
      "Get the host's fingerprint over another way (console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), compare it, then add the key to the known_hosts file.",
    commands: ['ssh-keyscan -p {port} {host}', 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub'],
    effect: 'none',
    wordings: says('No [A-Z0-9]+ host key is known for', 'Host key verification failed'),
    source: 'OpenSSH 9.2',
  },
  {
    code: 'SSH_HOST_KEY_CHANGED',
    stage: 'access',
    title: 'The SSH key of the host has changed',
    meaning:
      'The host shows another key than the known one: it was reinstalled or cloned, or somebody sits in between. No login was tried.',
    action:
      'Do not log in by password. Ask the owner whether the host was reinstalled; compare the fingerprint on the console; only then replace the line in known_hosts.',
    commands: ['ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub'],
    effect: 'none',
    wordings: says('REMOTE HOST IDENTIFICATION HAS CHANGED', 'Host key for [^ ]+ has changed'),
    source: 'OpenSSH 9.2',
  },
  {
    code: 'SSH_HOST_KEY_REVOKED',
    stage: 'access',
    title: 'The SSH key of the host is revoked',
    meaning: 'known_hosts marks the key that the host shows as @revoked: it must not be trusted any more.',
    action: "Give the host new keys (on its console), then put them into known_hosts. Don't remove the @revoked line.",
    commands: ['ssh-keygen -A', 'refresh -s sshd'],
    effect: 'none',
    wordings: says('REVOKED HOST KEY DETECTED'),
    source: 'OpenSSH 9.2',
  },
  {
    code: 'SSH_LOGIN_REFUSED',
    stage: 'access',
    title: 'The host refuses the SSH login',
    meaning:
      'The host was reached and its key is right, but it does not accept the user or the key that Stuckmail offers.',
    action:
      "Check `user` and `identityFile` in stuckmail.yaml, the user's ~/.ssh/authorized_keys on the host (mode 600, home not writable by others), and whether the account is locked.",
    commands: [
      'lsuser -a account_locked unsuccessful_login_count rlogin {user}',
      'ls -ld ~{user} ~{user}/.ssh ~{user}/.ssh/authorized_keys',
    ],
    effect: 'none',
    wordings: says(
      'Permission denied [(](?:publickey|password|keyboard-interactive|gssapi)',
      'All configured authentication methods failed',
    ),
    source: 'OpenSSH 9.2, ssh2 1.17',
  },
  {
    code: 'SSH_KEY_UNUSABLE',
    stage: 'access',
    title: 'The private key for the login cannot be used',
    meaning:
      'The key file is missing, unreadable, encrypted with a passphrase that is not known here, or of an unknown format.',
    action: 'Check `identityFile` in stuckmail.yaml, its owner and mode (600), and its passphrase; or use an agent.',
    commands: ['ssh-keygen -y -f {file}', 'ls -l {file}'],
    effect: 'none',
    wordings: says(
      'Cannot parse privateKey',
      'Load key "[^"]+": ',
      'Encrypted private [A-Za-z ]*key detected, but no passphrase given',
    ),
    source: 'OpenSSH 9.2, ssh2 1.17',
  },
  {
    code: 'SSH_NO_COMMON_ALGORITHM',
    stage: 'access',
    title: 'No SSH algorithm in common with the host',
    meaning:
      'The SSH server of the host is so old that it offers only algorithms which are off by default today (SHA-1 key exchange, CBC ciphers, ssh-dss).',
    action: 'Update OpenSSH on the host. Until then set `legacyAlgorithms: true` for this one host in stuckmail.yaml.',
    commands: ['ssh -V', 'lslpp -L openssh.base.server'],
    effect: 'none',
    wordings: says(
      'no matching (?:key exchange|host key|cipher|MAC|server host key|[CS]->[CS] (?:cipher|MAC))',
      'Unable to negotiate with [^ ]+ port [0-9]+: no matching',
    ),
    source: 'OpenSSH 9.2, ssh2 1.17',
  },
  {
    code: 'SSH_CONNECTION_LOST',
    stage: 'access',
    title: 'The SSH connection broke during the check',
    meaning:
      'The connection to the host was made, then ended before all results had come. What had come is shown; the rest is unknown.',
    action:
      'Run the check again. If it breaks again, look for a reboot, a firewall with short idle times, or sshd limits (MaxStartups, MaxSessions).',
    commands: ['uptime', 'last reboot | head -3'],
    effect: 'none',
    wordings: says(
      'Connection to [^ ]+ closed by remote host',
      'client_loop: send disconnect',
      'Connection lost before handshake',
      '^Connection reset by [^ ]+ port [0-9]+$',
    ),
    source: 'OpenSSH 9.2, ssh2 1.17',
  },
  {
    code: 'SSH_NOT_SSH',
    stage: 'access',
    title: 'What answers on the port is not an SSH server',
    meaning:
      'Something accepts the connection, but does not speak SSH: a wrong port, a proxy, or a wrapper that hangs up at once.',
    action: 'Check `port` in stuckmail.yaml and what listens there.',
    commands: ['netstat -Aan | grep LISTEN', 'ssh -v -p {port} {host} true'],
    effect: 'none',
    wordings: says(
      'kex_exchange_identification: ',
      'banner exchange: Connection to [^ ]+ port [0-9]+: invalid format',
      'Invalid identification string',
    ),
    source: 'OpenSSH 9.2, ssh2 1.17',
  },
  {
    code: 'SSH_CHANNEL_REFUSED',
    stage: 'access',
    title: 'Logged in, but the host opens no session',
    meaning:
      'The login worked, but the SSH server refuses to run a command: too many sessions, or a forced command or a restricted account.',
    action:
      "Check MaxSessions in sshd_config, a `command=` or `no-pty` restriction in authorized_keys, and the account's login shell.",
    commands: ['grep -i maxsessions /etc/ssh/sshd_config', 'lsuser -a shell {user}'],
    effect: 'none',
    wordings: says('Channel open failure', 'session open refused by peer', 'administratively prohibited: open failed'),
    source: 'OpenSSH 9.2, ssh2 1.17',
  },
  {
    code: 'SSH_JUMP_FAILED',
    stage: 'access',
    title: 'The jump host could not be used',
    meaning: 'The host is reached over a jump host, and the way to or through that jump host failed.',
    action: 'Diagnose the jump host first; it must allow TCP forwarding (AllowTcpForwarding) to the host.',
    commands: ['ssh -J {jump} {host} true'],
    effect: 'none',
    wordings: says('stdio forwarding failed', 'kex_exchange_identification: Connection closed by UNKNOWN'),
    source: 'OpenSSH 9.2',
  },
  {
    code: 'SSH_SHELL_UNUSABLE',
    stage: 'access',
    title: 'The shell of the host did not run the check',
    meaning:
      'The login worked, but the check printed nothing that can be read: the login shell is restricted, missing, or ends at once.',
    action:
      'Log in by hand as the same user and run `/usr/bin/sh -c "echo ok"`; give the account a normal login shell.',
    commands: ['ssh {host} /usr/bin/sh -c "echo ok"', 'lsuser -a shell {user}'],
    effect: 'none',
    wordings: says('This account is currently not available', '^(?:rksh|rsh|Rsh): .{0,60}restricted'),
    source: 'AIX, ksh88',
  },
];
