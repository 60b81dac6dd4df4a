import { phrases, type Role } from '../language.ts';

/** Words that operators use in every language. */
export const shared: Partial<Readonly<Record<Role, readonly string[]>>> = {
  aside: phrases(`
    mailing list*|liste*|lista*, mailinglist*, gmail|hotmail|yahoo address|account|client|app|addresse|konto,
    mail|email|emails merge|client|app|signature|signatur|template|templates|address|addresses|adress*|newsletter|marketing,
    bounce rate|rates,
    kafka|rabbitmq|rabbit|sqs|print|printer|job|jobs|message|messages|task|celery|sidekiq|build|ci|deploy|review|ticket|support|merge|event|batch|jms|activemq|mq|redis|bullmq|slurm|gpu|input|output|work|printing|spool|dead-letter|letter|db|call|approval|sync|import|export|render|worker queue|queues|backlog,
    queue|topic|consumer manager|lag|group
  `),
  mail: phrases('mail, mails, email, emails, maill, mial, mials, amil, maiil, emal, emai, eamil, emial'),
  system: phrases(`
    sendmail, sendmal, smtp, stmp, smpt, smtps, esmtp, starttls, mta, mailq, mqueue, mailqueue, mailserver,
    mailserver*, mailrelay, mailer,
    mail|email|smtp|sendmail queue|queues|server|servers|relay|service|daemon|gateway|system|flow|traffic|backlog|delivery,
    port 25|587|465|2525, authinfo, smarthost, smart host, submission port
  `),
  weak: phrases(`
    bounces, ndr, ndrs, mailer daemon, undeliverable, queue, queues, relay, backlog, ses, message, messages, dsn
  `),
  telling: phrases('relaying denied, relay access denied'),
  stuck: phrases(`
    stuk, stck, stuc, bounces, ndr|ndrs, mailer daemon, undeliverable|undeliverables, stuck, stcuk, bounce|bounced|bouncing, deferred,
    defer*, greylist*, spooled, host unknown, queued, backlog
  `),
  broken: phrases(`
    down, offline, kaput, kaputt, timeout*, timed out, time out, connection refused|reset, handshake fail*,
    error|errors, broken, dead, tot, crash*, sos, ko
  `),
  works: phrases('ok, okay, online, up'),
  client: phrases(`
    gmail, outlook, thunderbird, hotmail, iphone, android, webmail, owa, inbox, imap, laptop, gmx, o365, yahoo,
    exchange, protonmail, mailchimp
  `),
  elsewhere: phrases(`
    kafka, rabbitmq, activemq, jms, sqs, pubsub, printer, print, prints, jenkins, jira, teams, whatsapp, sms, push,
    webhook, webhooks, celery, sidekiq, mqtt, mq, redis, nats, slack, backup, syslog, metrics, db2, oracle, edi,
    sap, idoc, idocs
  `),
};
