import { z } from 'zod';
import {
  become,
  channelId,
  filePath,
  listOf,
  loginName,
  networkName,
  phrase,
  portNumber,
  shortName,
  span,
  userGroupId,
  userId,
  wholeNumber,
  yesOrNo,
} from './words.ts';

const mapOf = 'a map, one indented "key: value" a line';

const ssh = z.strictObject(
  {
    knownHosts: z
      .union([filePath, listOf(filePath, 'paths').min(1, { error: 'at least one path' })], {
        error: 'a path, or a list of paths',
      })
      .optional()
      .describe('known_hosts files; an unknown or changed host key is refused. Default: ~/.ssh/known_hosts'),
    user: loginName.optional().describe('login user of all hosts. Default: the user that runs stuckmail'),
    identityFile: filePath.optional().describe('private key of all hosts; without it the SSH agent is asked'),
    become: become.optional().describe('how queue, log and authinfo are read: as the login user, or by "sudo -n"'),
  },
  { error: mapOf },
);

const relay = z.strictObject(
  { host: networkName, port: portNumber.optional().describe('Default: 25') },
  { error: 'a map with the keys host and port, for example { host: smtp.example.com, port: 587 }' },
);

const host = z.strictObject(
  {
    address: networkName.optional().describe('Default: the name itself'),
    port: portNumber.optional().describe('port of the SSH server. Default: 22'),
    user: loginName.optional(),
    identityFile: filePath.optional(),
    become: become.optional(),
    jump: shortName.optional().describe('name of the entry to jump over'),
    aliases: listOf(shortName, 'names').optional().describe('other names people know this host by'),
    groups: listOf(shortName, 'names').optional().describe('"diagnose erp" checks all hosts of the group erp'),
    relay: relay.optional().describe("only where the host's own configuration can't tell"),
    tryLogin: yesOrNo.optional().describe("may the check log in to the relay with the host's own login? Default: true"),
    legacyAlgorithms: yesOrNo
      .optional()
      .describe('offer SHA-1 and CBC algorithms, for old SSH servers. Default: false'),
  },
  { error: mapOf },
);

const slack = z.strictObject(
  {
    incidentChannel: channelId.optional().describe('where incidents are posted'),
    questionChannels: listOf(channelId, 'channel ids').optional().describe('where plain questions are answered'),
  },
  { error: mapOf },
);

const access = z.strictObject(
  {
    channels: listOf(channelId, 'channel ids').optional(),
    users: listOf(userId, 'user ids').optional(),
    userGroups: listOf(userGroupId, 'user group ids').optional(),
  },
  { error: mapOf },
);

const watch = z.strictObject(
  {
    hosts: z
      .union([shortName, listOf(shortName, 'names').min(1, { error: 'at least one name' })], {
        error: 'a host, a group, all, or a list of them',
      })
      .describe('hosts, groups, or all'),
    every: span(60, 86_400, 'a time from 1m to 1d, for example 5m').optional().describe('Default: 5m'),
    channel: channelId.optional().describe('where incidents of these hosts go. Default: slack.incidentChannel'),
  },
  { error: 'a map with the keys hosts, every and channel; hosts is needed' },
);

const incidents = z.strictObject(
  {
    openAfter: wholeNumber(1, 20).optional().describe('failing checks in a row that open an incident. Default: 2'),
    resolveAfter: wholeNumber(1, 20).optional().describe('healthy checks in a row that close it. Default: 2'),
    escalateAfter: span(60, 86_400, 'a time from 1m to 1d, for example 15m')
      .optional()
      .describe('when nobody acknowledged an incident for so long, escalateTo is mentioned in its thread'),
    escalateTo: z
      .union([userId, userGroupId], { error: 'the id of a Slack user (U…) or user group (S…)' })
      .optional()
      .describe('a person or a user group'),
  },
  { error: mapOf },
);

const ownWords = z.strictObject(
  {
    mail: listOf(phrase, 'words')
      .max(200, { error: 'at most 200 words' })
      .optional()
      .describe('names of what your hosts send by mail, for example invoices or payment reminders'),
    ignore: listOf(phrase, 'words')
      .max(200, { error: 'at most 200 words' })
      .optional()
      .describe('names that have nothing to do with mail on your hosts, for example mail room'),
  },
  { error: 'a map with the keys mail and ignore, each a list of words' },
);

const questions = z.strictObject(
  {
    languages: listOf(z.enum(['en', 'de', 'fr', 'es'], { error: 'en, de, fr or es' }), 'languages')
      .min(1, { error: 'at least one language' })
      .optional()
      .describe('languages in which questions are understood. Default: all'),
    answer: z
      .enum(['offer', 'thread'], { error: 'offer (a private offer first) or thread (checks and answers at once)' })
      .optional()
      .describe('what a plain question in slack.questionChannels gets. Default: offer'),
    cooldown: span(10, 86_400, 'a time from 10s to 1d, for example 10m')
      .optional()
      .describe('so long a channel is not answered again about the same host. Default: 10m'),
    words: ownWords.optional().describe('words of your own, besides those Stuckmail knows'),
  },
  { error: mapOf },
);

const limits = z.strictObject(
  {
    runs: wholeNumber(1, 500).optional().describe('checks side by side in one worker. Default: 50'),
    perJumpHost: wholeNumber(1, 500).optional().describe('connections at once through one jump host. Default: 10'),
    perRelay: wholeNumber(1, 500).optional().describe('checks at once against one relay. Default: 20'),
  },
  { error: mapOf },
);

const history = z.strictObject(
  { days: wholeNumber(1, 366).optional().describe('how long results are kept. Default: 30') },
  { error: mapOf },
);

/** The shape of stuckmail.yaml. An error of a part is the words for what was expected there. */
export const configurationSchema = z
  .strictObject(
    {
      ssh: ssh.nullish().describe('defaults of all hosts'),
      hosts: z
        .record(shortName, host.nullable(), {
          error: 'a map of hosts: a name, a colon, and indented below it what is special about the host',
        })
        .describe('the hosts that may be diagnosed, and no others'),
      slack: slack.nullish(),
      watch: listOf(watch, 'watches, each with a dash and the key hosts')
        .nullish()
        .describe('hosts that are checked again and again; /mail watch adds more'),
      incidents: incidents.nullish().describe('when incidents open, close and escalate'),
      questions: questions.nullish().describe('how plain questions are answered'),
      limits: limits.nullish().describe('how much is done at once by one worker'),
      history: history.nullish(),
      access: access.nullish().describe('narrows who may use the bot; left out: every full member of the workspace'),
      errorTable: filePath.optional().describe('a file with failures of your own, named besides those Stuckmail knows'),
      maskAddresses: yesOrNo.optional().describe('mask mail addresses in evidence. Default: true'),
    },
    {
      error:
        'a map with the keys hosts, ssh, slack, watch, incidents, questions, limits, history, access, errorTable and maskAddresses; hosts is needed',
    },
  )
  .meta({ title: 'stuckmail.yaml', description: 'Configuration of Stuckmail' });

export type ConfigurationFile = z.infer<typeof configurationSchema>;
export type HostEntry = z.infer<typeof host>;
