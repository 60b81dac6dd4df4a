import type { FileContext, HostFile } from './host-file.ts';
import { type Post, postsOf, queueTime } from './posts.ts';

const title = '-----Q-ID----- --Size-- -----Q-Time----- ------------Sender/Recipient-----------';

/** What `mailq` prints; the status is cut at 60 characters, as Sendmail cuts it. */
const listing = (directory: string, posts: readonly Post[]): string => {
  if (posts.length === 0) return `${directory} is empty\n\t\tTotal requests: 0\n`;
  const entries = posts.flatMap(({ id, message, at, from }) => [
    `${id} ${String(message.size).padStart(8)} ${queueTime(at)} <${from}>`,
    ...(message.outcome.quarantined === undefined ? [] : [`     QUARANTINE: ${message.outcome.quarantined}`]),
    ...(message.outcome.kept ? [`                 (${message.outcome.kept.slice(0, 60)})`] : []),
    `\t\t\t\t\t <${message.recipient}>`,
  ]);
  const count = `${posts.length} request${posts.length === 1 ? '' : 's'}`;
  return [`\t\t${directory} (${count})`, title, ...entries, `\t\tTotal requests: ${posts.length}`, ''].join('\n');
};

const control = (post: Post): string => {
  const { message, at, from } = post;
  const created = Math.floor(at.getTime() / 1000);
  return [
    'V8',
    `T${created}`,
    `K${message.outcome.kept ? created + 1 : 0}`,
    `N${message.outcome.kept ? 1 : 0}`,
    `P${30_000 + message.size}`,
    ...(message.outcome.quarantined === undefined ? [] : [`q${message.outcome.quarantined}`]),
    ...(message.outcome.kept ? [`M${message.outcome.kept}`] : []),
    `S<${from}>`,
    `RPFD:<${message.recipient}>`,
    `H??From: ${from}`,
    'H??Subject: nightly report',
    '.',
    '',
  ].join('\n');
};

/** The queue directory with its control and data files, and the listings that `mailq` gives. */
export const queueFiles = (context: FileContext): HostFile[] => {
  const kept = postsOf(context).filter((post) => post.message.outcome.kept !== undefined);
  const held = kept.filter((post) => post.message.outcome.quarantined !== undefined);
  const waiting = kept.filter((post) => !held.includes(post));
  const directory = `${context.root}/var/spool/mqueue`;
  return [
    ...kept.flatMap((post) => {
      const old = { mode: 0o600, minutesOld: post.message.minutesAgo };
      const kind = held.includes(post) ? 'hf' : 'qf';
      return [
        { path: `/var/spool/mqueue/${kind}${post.id}`, text: control(post), ...old },
        { path: `/var/spool/mqueue/df${post.id}`, text: 'Nothing to report.\n', ...old },
      ];
    }),
    { path: '/sim/mailq', text: listing(directory, waiting) },
    { path: '/sim/mailq-quarantined', text: listing(directory, held) },
    { path: '/sim/mailq-lost', text: listing(directory, []) },
    { path: '/sim/mailq-client', text: listing(`${context.root}/var/spool/clientmqueue`, []) },
  ];
};
