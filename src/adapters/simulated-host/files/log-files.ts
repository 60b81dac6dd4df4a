import type { FileContext, HostFile } from './host-file.ts';
import { logTime, mailTime, type Post, postsOf } from './posts.ts';

const linesOf = (post: Post): [pid: number, priority: 'info' | 'notice', text: string][] => {
  const { message, id, pid, tryPid, bounceId, from } = post;
  const { outcome } = message;
  const uid = message.sender === 'root' ? '0/0' : '204/1';
  const start: [number, 'info', string][] = [
    [
      pid,
      'info',
      `${id}: from=${from}, size=${message.size}, class=0, nrcpts=1, msgid=<${mailTime(post.at).replace(/\D/g, '')}.${id}@${from.split('@')[1]}>, relay=${message.sender}@localhost`,
    ],
    [
      pid,
      'info',
      `${id}: to=${message.recipient}, delay=00:00:00, mailer=relay, pri=${30_000 + message.size}, stat=queued`,
    ],
  ];
  if (outcome.stat === 'queued') return start;
  const relay = outcome.relay === undefined ? '' : `, relay=${outcome.relay}`;
  const reply = outcome.reply === undefined ? '' : `, reply=${outcome.reply}`;
  const peer = (outcome.relay ?? '').split(' ')[0] ?? '';
  return [
    ...start,
    ...(outcome.tls === undefined
      ? []
      : ([
          [
            tryPid,
            'info',
            `STARTTLS=client, relay=${peer}, version=TLSv1.3, verify=${outcome.tls}, cipher=TLS_AES_256_GCM_SHA384, bits=256/256`,
          ],
        ] as [number, 'info', string][])),
    ...(outcome.before === undefined ? [] : ([[tryPid, 'notice', outcome.before]] as [number, 'notice', string][])),
    [
      tryPid,
      'info',
      `${id}: to=${message.recipient}, ctladdr=${from} (${uid}), delay=00:00:01, xdelay=00:00:01, mailer=relay, pri=${120_000 + message.size}${relay}, dsn=${outcome.dsn}${reply}, stat=${outcome.stat}`,
    ],
    ...(outcome.bounced === undefined
      ? []
      : ([
          [tryPid, 'info', `${id}: ${bounceId}: DSN: ${outcome.stat}`],
          [
            tryPid,
            'info',
            `${bounceId}: to=${from}, delay=00:00:00, xdelay=00:00:00, mailer=local, pri=${31_000 + message.size}, dsn=2.0.0, stat=Sent`,
          ],
        ] as [number, 'info', string][])),
  ];
};

const bounceOf = (post: Post): string => {
  const { message, bounceId, from, at } = post;
  const { outcome } = message;
  const date = mailTime(at);
  const boundary = `${bounceId}.1/${from.split('@')[1]}`;
  return [
    `From MAILER-DAEMON ${date}`,
    `Date: ${date}`,
    'From: Mail Delivery Subsystem <MAILER-DAEMON>',
    `Message-Id: <${bounceId}@${from.split('@')[1]}>`,
    `To: ${from}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    `\tboundary="${boundary}"`,
    'Subject: Returned mail: see transcript for details',
    'Auto-Submitted: auto-generated (failure)',
    '',
    'This is a MIME-encapsulated message',
    '',
    `--${boundary}`,
    '',
    `The original message was received at ${date}`,
    '',
    '   ----- The following addresses had permanent fatal errors -----',
    message.recipient,
    `    (reason: ${outcome.reply ?? outcome.stat})`,
    '',
    '   ----- Transcript of session follows -----',
    ...(outcome.relay === undefined ? [] : [`... while talking to ${outcome.relay.split(' ')[0]}:`]),
    ...(outcome.bounced ?? []),
    `554 5.0.0 ${outcome.stat}`,
    '',
    `--${boundary}--`,
    '',
    '',
  ].join('\n');
};

/** The mail log and root's mailbox, where bounces end up. */
export const logFiles = (context: FileContext): HostFile[] => {
  const posts = postsOf(context);
  const log = posts.flatMap((post) =>
    linesOf(post).map(
      ([pid, priority, text]) => `${logTime(post.at)} ${context.name} mail:${priority} sendmail[${pid}]: ${text}\n`,
    ),
  );
  const newest = posts.at(-1)?.message.minutesAgo ?? 0;
  return [
    { path: '/var/log/maillog', text: log.join(''), mode: 0o640, minutesOld: newest },
    {
      path: '/var/spool/mail/root',
      text: posts
        .filter((post) => post.message.outcome.bounced !== undefined)
        .map(bounceOf)
        .join(''),
      mode: 0o660,
      minutesOld: newest,
    },
  ];
};
