import type { ErrorRow } from '../error-row.ts';
import { says, saysIn } from './wordings.ts';

const handshake = 'printf "QUIT\\r\\n" | openssl s_client -starttls smtp -connect {relay}:{port} -servername {relay}';

/** Certificates in the TLS session. Most of these stop no mail unless the configuration demands a verified certificate. */
export const certificateRows: readonly ErrorRow[] = [
  {
    code: 'TLS_CERT_EXPIRED',
    stage: 'starttls',
    title: 'The certificate of the relay has expired',
    meaning:
      "The relay's certificate, or one above it, is past its date (or the clock of this host is wrong). Sendmail delivers all the same unless a verified certificate is demanded.",
    action: 'Check the clock here; ask the owners of the relay to renew the certificate.',
    commands: ['date', `${handshake} | openssl x509 -noout -dates`],
    effect: 'none',
    wordings: says('certificate has expired', 'verify error:num=10:', 'Verify return code: 10 '),
    source: 'OpenSSL verify code 10',
  },
  {
    code: 'TLS_CERT_NOT_YET_VALID',
    stage: 'starttls',
    title: 'The certificate of the relay is not valid yet',
    meaning: 'The certificate begins in the future: almost always the clock of this host is wrong.',
    action: 'Set the clock (xntpd or chrony), then try again.',
    commands: ['date', 'lssrc -s xntpd'],
    effect: 'none',
    wordings: says('certificate is not yet valid', 'verify error:num=9:', 'Verify return code: 9 '),
    source: 'OpenSSL verify code 9',
  },
  {
    code: 'TLS_CERT_SELF_SIGNED',
    stage: 'starttls',
    title: 'The certificate of the relay is self-signed',
    meaning:
      'The relay shows a certificate that nobody else vouches for, or that comes from a private authority unknown here. Sendmail delivers all the same unless a verified certificate is demanded.',
    action:
      "If it is your own relay, put its authority's certificate into CACertFile; otherwise ask who answers on this address.",
    commands: [handshake, 'grep -E "CACertFile|CACertPath" /etc/mail/sendmail.cf'],
    effect: 'none',
    wordings: says('self[- ]signed certificate', 'verify error:num=1[89]:', 'Verify return code: 1[89] '),
    source: 'OpenSSL verify codes 18 and 19',
  },
  {
    code: 'TLS_CERT_UNTRUSTED',
    stage: 'starttls',
    title: 'The certificate of the relay cannot be verified here',
    meaning:
      'This host has no (or not the right) list of trusted authorities. Usual on AIX. Sendmail delivers all the same unless a verified certificate is demanded.',
    action: 'Only if verification is demanded: install a CA bundle and name it in CACertFile.',
    commands: [handshake, 'grep -E "CACertFile|CACertPath" /etc/mail/sendmail.cf', 'ls -l /var/ssl'],
    effect: 'none',
    wordings: says(
      'certificate is NOT trusted',
      'unable to get (?:local )?issuer certificate',
      'unable to verify the first certificate',
      'certificate verify failed',
      'verify error:num=2[0-9]:',
      'Verify return code: 2[0-9] ',
      'Server certificate not verified',
      'certificate chain too long',
      'unsuitable certificate purpose',
      'verify error:num=[2-8]:',
      'verify error:num=',
      'Verify return code: (?!0 )[0-9]+ ',
      'Verification error: ',
    ),
    source: 'OpenSSL verify codes 2, 20, 21 and others',
  },
  {
    code: 'TLS_CERT_NAME_MISMATCH',
    stage: 'starttls',
    title: 'The certificate belongs to another name',
    meaning:
      'The relay shows a certificate for a name other than the one Sendmail uses. Sendmail delivers all the same unless it is told to check.',
    action:
      'Use the name in the certificate as the relay name, or ask the owners of the relay for the right certificate.',
    commands: [`${handshake} | openssl x509 -noout -subject`],
    effect: 'none',
    wordings: says(
      'host ?name mismatch',
      'verify error:num=62:',
      'Verify return code: 62 ',
      'IP address mismatch',
      'certificate .{0,40}does not match',
      '403 4[.]7[.]0 (?:CN|Cert (?:Subject|Issuer)) .{0,200}does not match',
      'hostname .{0,60}does not match',
    ),
    source: 'OpenSSL verify code 62',
  },
  {
    code: 'TLS_VERIFICATION_DEMANDED',
    stage: 'starttls',
    title: 'Sendmail demands a verified certificate and gets none',
    meaning:
      'The configuration (access map, tls_server) demands encryption or a verified certificate for this relay, and the session does not have it. Mail waits or bounces.',
    action: 'Install the CA bundle (CACertFile) so that the certificate verifies, or loosen the TLS_Srv rule.',
    commands: [
      'grep -i "TLS_Srv" /etc/mail/access',
      'grep -E "CACertFile|CACertPath" /etc/mail/sendmail.cf',
      handshake,
    ],
    effect: 'temporary',
    wordings: says(
      'ruleset=tls_(?:server|rcpt), arg1=(?:FAIL|NO|NOT|NONE|CLEAR)',
      'authentication failed: arg1=|not authenticated .{0,20}TLS',
      '(?:encryption too weak|authentication required [(]TLS)',
      '4[.]7[.]0 (?:authentication|encryption) (?:failed|too weak|required) .{0,20}(?:verify|bits)',
      '403 4[.]7[.]0 (?:server )?(?:not authenticated|authentication (?:required|failed|failure)|no authentication requested)',
      'Server certificate not trusted',
      '4[.]7[.]0 (?:DANE|MTA-STS)(?: TLSA)? check failed',
      'ruleset=tls_server, arg1=DANE_(?:FAIL|TEMP|NOTLS)',
    ),
    source: 'Sendmail cf/m4/proto.m4',
  },
  {
    code: 'TLS_CERT_REFUSED_BY_PEER',
    stage: 'starttls',
    title: "The other side refuses this host's certificate",
    meaning:
      'The other side ends the TLS handshake with an alert about the certificate that this host shows: expired, revoked, or of an issuer it does not know.',
    action:
      'Check the certificate named in sendmail.cf (dates, issuer, chain) and renew it. A client usually needs none: without ClientCertFile no certificate is shown to {relay}.',
    commands: ['grep -E "ClientCert|ServerCert" /etc/mail/sendmail.cf'],
    effect: 'temporary',
    wordings: saysIn(
      ['maillog', 'smtp', 'openssl'],
      'alert (?:certificate (?:expired|revoked|unknown)|bad certificate|unsupported certificate|unknown ca)',
    ),
    source: 'OpenSSL, TLS alerts 42 to 48',
  },
  {
    code: 'TLS_CLIENT_CERTIFICATE_DEMANDED',
    stage: 'starttls',
    title: 'The relay demands a certificate of this host',
    meaning:
      'The relay ends the TLS handshake because this host shows no certificate of its own, or none that it accepts.',
    action:
      'Ask the operator of {relay} which certificate it wants, and name it in sendmail.cf (ClientCertFile, ClientKeyFile), or use a port that wants a login instead.',
    commands: ['grep -E "ClientCert|ClientKey" /etc/mail/sendmail.cf'],
    effect: 'temporary',
    wordings: saysIn(['maillog', 'smtp', 'openssl'], 'alert certificate required', 'peer did not return a certificate'),
    source: 'OpenSSL 3.0, TLS 1.3 alert 116',
  },
  {
    code: 'TLS_OWN_CERTIFICATE',
    stage: 'starttls',
    title: "This host's own certificate or key is unusable",
    meaning:
      'Sendmail cannot use the client or server certificate named in sendmail.cf. As a client it goes on without one; by itself this rarely stops mail.',
    action:
      'Check that certificate and key belong together, are readable by root only, and that the paths in sendmail.cf are right.',
    commands: ['grep -E "ClientCert|ClientKey|ServerCert|ServerKey" /etc/mail/sendmail.cf', 'ls -l /etc/mail/certs'],
    effect: 'none',
    wordings: saysIn(
      ['maillog', 'smtp', 'openssl'],
      'unable to load (?:client )?(?:certificate|private key)',
      'SSL_CTX_check_private_key',
      'SSL_CTX_use_(?:certificate|PrivateKey)',
      'STARTTLS=(?:client|server): file [^ ]+ unsafe',
      'STARTTLS=(?:client|server), error: (?:load|SSL_CTX)',
      'error: SSL_CTX_',
    ),
    source: 'Sendmail source, tls.c',
  },
];
