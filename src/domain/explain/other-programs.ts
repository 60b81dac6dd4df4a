/** Log lines of programs that send no mail: logins, web and name servers, VPNs, and servers of mailboxes. Their failures have the same words. */
const ofOther = [
  /\bpam_\w{3,20}[(:]|\brhost=\S|\(using password: (?:YES|NO)\)/,
  /^\[[^\]]{10,40}\] \[[\w:]*(?:error|warn|crit|info|notice)\]|\[client \d|^(?:\S+ )?\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[(?:error|crit|warn|info)\]/,
  /\bSSL_(?:accept|do_handshake)\(\)|\bauth-worker[(<]|\bchan_sip\.c|\bHttpRequest: |\bssh2$|AllowUsers$/,
  /\s(?:sshd|sudo|nginx|httpd|named|kernel|systemd|dovecot|openvpn|proftpd) \d{1,10} [\w-]+ [-[]|\bproftpd\[\d+\] /,
  /(?:^|[\s/])(?:sshd(?:-session)?|sudo|su|nginx|httpd|apache2?|named|unbound|kernel|systemd|cron|crond|dovecot(?:-\w+)?|imapd|pop3d|imap-login|pop3-login|auth-worker|cyrus\/\w+|perdition\.\w+|openvpn|ovpn-\w+|mysqld|mariadbd|postgres|dropbear|proftpd|vsftpd|pure-ftpd|asterisk|ejabberd|monit|nrpe|danted|grafana|froxlor|haproxy|squid|slapd)(?:\[\d{1,10}\])?: /i,
];

/** Lines without those of other programs. */
export const withoutOtherPrograms = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => {
    const head = line.slice(0, 300);
    return !ofOther.some((sign) => sign.test(head));
  });
