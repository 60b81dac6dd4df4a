import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandTable } from '../../src/domain/command/command-table.ts';
import { denialText } from '../../src/domain/policy/denial-text.ts';
import { type Access, buildPolicy, decide, type Facts, offered } from '../../src/domain/policy/policy.ts';

const member: Facts = { user: 'U1', person: 'member', channel: 'C1', direct: false, botIsMember: true, userGroups: [] };

const cases: readonly [string, Access, Partial<Facts>, string][] = [
  ['a full member where the bot was invited', {}, {}, 'allowed'],
  ['a full member in a direct conversation', {}, { direct: true, botIsMember: false, channel: 'D1' }, 'allowed'],
  ['a guest', {}, { person: 'guest' }, 'guest'],
  ['a guest in a direct conversation', {}, { person: 'guest', direct: true }, 'guest'],
  ['somebody from another organisation', {}, { person: 'outsider' }, 'outsider'],
  ['another bot', {}, { person: 'bot' }, 'bot'],
  ['a deactivated account', {}, { person: 'deactivated' }, 'deactivated'],
  ['a channel without the bot', {}, { botIsMember: false }, 'bot-not-in-channel'],
  ['a channel that is not listed', { channels: ['C2'] }, {}, 'channel'],
  ['a channel that is listed', { channels: ['C1'] }, {}, 'allowed'],
  ['a direct conversation, when channels are listed', { channels: ['C2'] }, { direct: true, channel: 'D1' }, 'allowed'],
  ['a person who is not listed', { users: ['U2'] }, {}, 'person'],
  ['a person who is listed', { users: ['U1'] }, {}, 'allowed'],
  ['a guest who is listed', { users: ['U1'] }, { person: 'guest' }, 'guest'],
  ['a member of a listed group', { userGroups: ['S1'] }, { userGroups: ['S1'] }, 'allowed'],
  ['no member of a listed group', { userGroups: ['S1'] }, { userGroups: ['S2'] }, 'person'],
  ['a listed person outside of the listed groups', { users: ['U1'], userGroups: ['S1'] }, {}, 'allowed'],
  ['an empty list of people', { users: [] }, {}, 'person'],
  ['a listed person in a channel that is not listed', { users: ['U1'], channels: ['C2'] }, {}, 'channel'],
];

for (const [name, access, facts, expected] of cases) {
  test(`${name}: ${expected}`, () => {
    const decision = decide(access, { ...member, ...facts });
    assert.equal(decision.allowed ? 'allowed' : decision.reason, expected);
    if (!decision.allowed) assert.ok(denialText[decision.reason].length > 20);
  });
}

test('the policy has one row for each command of the table', () => {
  assert.deepEqual(
    Object.keys(buildPolicy({})),
    commandTable.map(({ name }) => name),
  );
});

test('a button is offered only where somebody may use it', () => {
  assert.equal(offered({ channels: ['C1'] }, 'C1'), true);
  assert.equal(offered({ channels: ['C1'] }, 'C2'), false);
  assert.equal(offered({ channels: ['C1'] }, 'D1'), true);
});
