import { z } from 'zod';
import {
  become,
  channelId,
  filePath,
  listOf,
  loginName,
  networkName,
  portNumber,
  shortName,
  userGroupId,
  userId,
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
      access: access.nullish().describe('narrows who may use the bot; left out: every full member of the workspace'),
      errorTable: filePath.optional().describe('a file with failures of your own, named besides those Stuckmail knows'),
      maskAddresses: yesOrNo.optional().describe('mask mail addresses in evidence. Default: true'),
    },
    { error: 'a map with the keys ssh, hosts, slack, access, errorTable and maskAddresses; hosts is needed' },
  )
  .meta({ title: 'stuckmail.yaml', description: 'Configuration of Stuckmail' });

export type ConfigurationFile = z.infer<typeof configurationSchema>;
export type HostEntry = z.infer<typeof host>;
