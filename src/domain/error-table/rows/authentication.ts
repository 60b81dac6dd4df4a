import type { ErrorRow } from '../error-row.ts';
import { says, saysIn } from './wordings.ts';

const rebuild = 'makemap hash /etc/mail/authinfo < /etc/mail/authinfo';

/** The login at the relay. Sendmail's log never shows a 535: only the bounce, -v, or a login tried by the check does. */
export const authenticationRows: readonly ErrorRow[] = [
  {
    code: 'AUTH_REQUIRED_530',
    stage: 'authentication',
    title: 'The relay wants a login and got none (530)',
    meaning:
      'The relay takes mail only after a login. Sendmail offered none, or its login was refused just before. Such mail bounces at once.',
    action:
      'Check in this order: authinfo in sendmail.cf, an AuthInfo line for this relay, authinfo.db rebuilt, SASL in this build. If all are right, the login itself was refused: see the bounce for a 535.',
    commands: ['grep -i authinfo /etc/mail/sendmail.cf', 'echo | /usr/lib/sendmail -d0.1 -bt | grep SASL', rebuild],
    effect: 'permanent',
    wordings: says(
      'turn on SMTP Authentication',
      '(?:530|550|554|503|553|570|571|505) (?:5[.][0-9][.][0-9]+ )?Authentication (?:is )?required',
      'Authentication required',
      '530[ -]5[.]7[.]0 ?Authentication Required',
      '5[.]7[.]57 ',
      'Client (?:was )?not authenticated to send',
      'Unauthenticated (?:senders|mail|email) not allowed',
      'not authenticated',
      'You (?:must|need to|have to) (?:first )?(?:authenticate|log ?in|auth)',
      'must (?:be )?authenticated? (?:before|to|first)',
      'Please (?:authenticate|log ?in|use smtp auth)',
      'SMTP (?:AUTH|authentication) (?:is )?required',
      'need to authenticate',
      'send AUTH command first',
      'AUTH (?:command )?(?:is )?required',
      'Sender address rejected: not logged in',
      'requires (?:SMTP )?auth(?:entication)?',
      '5[.]5[.]1 Authentication Required',
    ),
    source: 'SES, Exchange Online, SendGrid, Gmail, Postfix, Mailgun',
  },
  {
    code: 'AUTH_INVALID_535',
    stage: 'authentication',
    title: 'The relay refuses the login (535)',
    meaning:
      'User or password is wrong, expired or was replaced; or authinfo.db still holds an old one. Sendmail goes on without login and the mail bounces.',
    action:
      'Get valid SMTP credentials, write them into authinfo and rebuild the database. SES: the SMTP password is not the IAM secret key and belongs to one region. SendGrid: the user is the word apikey.',
    commands: ['vi /etc/mail/authinfo', rebuild, 'chmod 600 /etc/mail/authinfo /etc/mail/authinfo.db'],
    effect: 'permanent',
    wordings: says(
      '535 Authentication Credentials Invalid',
      'Authentication Credentials Invalid',
      '535[ -]5[.]7[.]3 Authentication unsuccessful',
      '535[ -]5[.]7[.]8',
      'Username and Password not accepted',
      'Bad username ?(?:/|or) ?password',
      'Incorrect authentication data',
      'Invalid (?:login or password|credentials|username or password|user or password|password)',
      'authentication (?:failed|failure|unsuccessful)',
      'Authentication failed: Bad username / password',
      '(?:^|[^0-9])535[ -]',
      'BadCredentials',
      '(?:wrong|bad|invalid|incorrect) (?:user ?name|user|login|password)',
      'Login (?:failed|denied|incorrect)',
      'authenticator failed',
      'SASL [A-Z0-9-]+ authentication failed',
      'Mandatory authentication failed',
    ),
    source: 'SES, Exchange, SendGrid, Gmail, Postfix, Exim, Mailgun, Zoho',
  },
  {
    code: 'AUTH_DISABLED_535',
    stage: 'authentication',
    title: 'Password logins are switched off at the relay',
    meaning:
      'The login may be right, but the provider does not allow SMTP logins with a password for this mailbox or tenant. Sendmail cannot do OAuth. Such mail bounces.',
    action:
      'Let the administrators of the relay allow SMTP AUTH for this mailbox, or use a connector that accepts this host by address, or another relay.',
    commands: [],
    effect: 'permanent',
    wordings: says(
      '5[.]7[.]139 ',
      'SmtpClientAuthentication is disabled',
      'basic authentication is (?:disabled|retired|not supported)',
      'did not meet the criteria to be authenticated',
      'the request did not meet the criteria',
      'SMTP AUTH (?:is )?disabled',
      'user credentials were incorrect .{0,20}disabled',
      'account (?:is )?(?:locked|security defaults)',
      'security defaults policy',
      'Authentication (?:is )?disabled',
      'SMTP (?:access|service) (?:is )?(?:disabled|not enabled)',
      'AUTH (?:command )?(?:is )?(?:disabled|not enabled)',
    ),
    source: 'Exchange Online 5.7.139',
  },
  {
    code: 'AUTH_APP_PASSWORD_534',
    stage: 'authentication',
    title: 'The relay wants an app password (534)',
    meaning:
      'The account is protected by a second factor; its normal password does not work for SMTP. Such mail bounces.',
    action:
      'Create an app password for this account at the provider (or unlock it in a browser), write it into authinfo and rebuild.',
    commands: [rebuild],
    effect: 'permanent',
    wordings: says(
      'Application-specific password required',
      '534[ -]5[.]7[.](?:9|14)',
      'log in (?:via|with) your web browser',
      'InvalidSecondFactor',
      'app(?:lication)?[- ](?:specific )?password',
      '^534[ -]',
      '<<< 534[ -]',
    ),
    source: 'Gmail, Yahoo',
  },
  {
    code: 'AUTH_NO_MECHANISM',
    stage: 'authentication',
    title: 'No login method in common with the relay',
    meaning:
      'The relay offers only login methods that this Sendmail cannot use (or the SASL plug-ins are missing). Mail waits and cannot succeed.',
    action:
      'Compare the AUTH line of the relay with `M:` in authinfo and confAUTH_MECHANISMS; install the missing SASL plug-ins (PLAIN, LOGIN).',
    commands: [
      'grep -i AuthMechanisms /etc/mail/sendmail.cf',
      'printf "EHLO x\\r\\nQUIT\\r\\n" | openssl s_client -quiet -starttls smtp -connect {relay}:{port}',
    ],
    effect: 'temporary',
    wordings: says(
      'available mechanisms[^\\n]{0,80}do not fulfill requirements',
      'no mechanism available',
      'no worthy mechs',
      'SASL\\(-4\\)',
      '504 .{0,40}(?:Unrecognized|Unsupported|unknown|not supported)? ?auth',
      '(?:Unrecognized|Unsupported|Unknown) authentication (?:type|mechanism|method)',
      '538 .{0,40}encrypt',
      'mechanism (?:is )?(?:too weak|not supported)',
      'no (?:common|suitable|supported) (?:authentication |SASL )?mechanism',
    ),
    source: 'Sendmail 8.15.2 and 8.17.1, RFC 4954',
  },
  {
    code: 'AUTH_NOT_OFFERED',
    stage: 'authentication',
    title: 'The relay does not offer logins in this session',
    meaning:
      'The relay lists no AUTH: it offers it only inside TLS, only on another port, or not to this host. Credentials are never sent.',
    action: 'Use port 587 with TLS; ask the owners of the relay whether this host should log in at all.',
    commands: ['printf "EHLO x\\r\\nQUIT\\r\\n" | openssl s_client -quiet -starttls smtp -connect {relay}:{port}'],
    effect: 'permanent',
    wordings: says(
      '503 .{0,20}AUTH (?:not available|command used when not advertised|mechanism not available)',
      'AUTH (?:command )?(?:used when )?not (?:available|advertised|offered)',
      'authentication not enabled',
      '(?:502|503|500|504) .{0,40}(?:authentication|AUTH)(?: command)? (?:not (?:enabled|supported|implemented|allowed)|unrecognized)',
      'does not support (?:SMTP )?auth',
    ),
    source: 'Exim, Postfix, Exchange',
  },
  {
    code: 'AUTH_TEMPORARY_454',
    stage: 'authentication',
    title: 'The relay cannot check logins at the moment',
    meaning:
      'The relay answered the login with a temporary error (or no login method fits). Mail waits and is tried again.',
    action:
      "Look at the provider's status; if it lasts, compare the offered login methods with what this Sendmail can do.",
    commands: [
      'mailq',
      'printf "EHLO x\\r\\nQUIT\\r\\n" | openssl s_client -quiet -starttls smtp -connect {relay}:{port}',
    ],
    effect: 'temporary',
    wordings: says(
      'Temporary AUTH failure',
      'Temporary authentication failure',
      '454 (?:4[.]7[.]0 )?Temporary auth',
      'AUTH=client, relay=[^ ]+, temporary failure',
      'AUTH=client, .{0,80}temporary failure',
      '432 .{0,30}password transition',
      '4[.]7[.]0 .{0,30}(?:authentication|login) (?:service|server|temporar|failure)',
      'Too many login attempts',
      '421 4[.]7[.]66 ',
      '4[0-9]{2} .{0,20}(?:too many|max(?:imum)?) .{0,20}(?:login|auth)',
    ),
    source: 'Sendmail 8.15.2, RFC 4954, Gmail, Exchange Online',
  },
  {
    code: 'AUTH_QUOTA',
    stage: 'authentication',
    title: "The account's quota is used up (seen at login)",
    meaning:
      'The relay refuses the login because the plan or quota of the account is exhausted. This is not a password error. Mail waits.',
    action: 'Raise the plan or wait for the next period; ask who sends that much.',
    commands: ['mailq'],
    effect: 'temporary',
    wordings: says(
      'Maximum credits exceeded',
      'Authentication failed: .{0,40}(?:credits|quota|limit) exceeded',
      '(?:credits?|plan) (?:limit )?(?:exceeded|exhausted)',
    ),
    source: 'SendGrid',
  },
  {
    code: 'AUTH_CONNECTION_DROPPED',
    stage: 'authentication',
    title: 'The relay hangs up during the login',
    meaning:
      'The connection ends as soon as the login is sent: protection against guessed passwords, a blocked account, or a fault of the relay. Mail waits.',
    action:
      'Ask the owners of the relay for the reason in their log; check the login once by hand before trying more often.',
    commands: ['mailq'],
    effect: 'temporary',
    wordings: says(
      '(?:lost connection|connection (?:lost|closed|dropped)) (?:after|during) AUTH',
      'AUTH=client.{0,60}(?:connection lost|lost connection)',
      'timeout waiting for input from [^ ]+ during client AUTH',
    ),
    source: 'Sendmail, Postfix',
  },
  {
    code: 'INBOUND_LOGIN_FAILED',
    stage: 'authentication',
    title: 'A client failed to log in to this host',
    meaning:
      'Somebody else tried to log in to the mail server on this host with a wrong password. Mail going out is not concerned.',
    action: 'Nothing for outgoing mail. Many such lines from one address are an attack: block it.',
    commands: [],
    effect: 'none',
    wordings: saysIn(['maillog'], 'AUTH failure [(]', 'AUTH=server, .{0,80}(?:fail|reject)'),
    source: 'Sendmail log as a server',
  },
];
