import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { plainText } from '../../src/adapters/practice-slack/index.ts';
import type { PrivateAnswer } from '../../src/adapters/practice-slack/workspace.ts';
import { type IncidentBench, startIncidentBench } from './incident-bench.ts';
import { startBench } from './slack-bench.ts';

let bench: IncidentBench;
before(async () => {
  bench = await startIncidentBench({ watches: [], incidentChannel: null });
});
after(() => bench.stop());

const patient = { timeoutMs: 60_000 };
const show = (answer: PrivateAnswer): string => plainText(answer, (id) => bench.slack.nameOf(id));

/** The private answer to a command. */
const say = async (text: string, channel = 'ops', user = 'ann'): Promise<PrivateAnswer> => {
  const outcome = await bench.slack.typeCommand({ user, channel, text: `/mail ${text}` });
  assert.equal(outcome.outcome, 'acknowledged');
  return bench.slack.privateAnswers.at(-1) as PrivateAnswer;
};

const press = async (answer: PrivateAnswer, actionId: string, user = 'ann'): Promise<string> => {
  const { slack } = bench;
  const count = slack.privateAnswers.length;
  await slack.click({ user, channel: 'ops', messageTs: answer.ts, actionId });
  return show(
    await slack.waitFor(() => slack.privateAnswers[count], { what: `the answer to ${actionId}`, ...patient }),
  );
};

test('a watch without a channel to tell is refused, with what to type', async () => {
  const answer = show(await say('watch host01'));
  assert.match(answer, /no channel for incidents yet[\s\S]*\/mail watch host01 every 5m in #channel/);
  assert.deepEqual(await bench.watching.list(), []);
});

test('a watch into a channel the bot is not in is refused, and into one that nobody can see', async () => {
  for (const channel of ['<#C0RANDOM|random>', '<#C0HIDDEN|>', 'C0NOWHERE'])
    assert.match(
      show(await say(`watch host01 every 5m in ${channel}`)),
      /I am not in that channel[\s\S]*\/invite @stuckmail/,
    );
  assert.deepEqual(await bench.watching.list(), []);
});

test('a watch into a private channel is taken only from inside it', async () => {
  assert.match(show(await say('watch host01 every 5m in C0PRIVATE')), /private\. Type the command there/);
  assert.deepEqual(await bench.watching.list(), []);
  assert.match(show(await say('watch host01 every 5m in C0PRIVATE', 'war-room')), /Watching host01/);
  assert.match(show(await say('unwatch host01')), /No longer watching host01/);
});

test('watch, watches, unwatch: what, how often, where, by whom, and the way back', async () => {
  const added = await say('watch erp every 90s in #ops');
  assert.match(
    show(added),
    /Watching erp \(2 hosts\): checked every 1m 30s\. When mail stops, an incident opens in #ops\./,
  );
  await say('watch db.example.com every 1h in #mail', 'ops', 'bob');
  const listed = show(await say('watches'));
  assert.match(listed, /- erp every 1m 30s, to #ops, by @ann · 2 hosts: 2 not known yet · next check \S/);
  assert.match(listed, /- db\.example\.com every 1h, to #mail, by @bob · not known yet · next check \S/);
  assert.match(await press(added, 'incident_end_watch'), /No longer watching erp/);
  assert.match(await press(added, 'incident_end_watch', 'ann'), /was not watched/);
  assert.match(show(await say('unwatch host01')), /host01 is not watched under that name[\s\S]*\/mail watches/);
  assert.match(show(await say('unwatch db.example.com')), /No longer watching db\.example\.com/);
  assert.match(show(await say('watches')), /Nothing is watched\. Begin with \/mail watch HOST every 5m/);
});

test('words that cannot be read get an example', async () => {
  for (const [words, expected] of [
    ['watch host01 every blue moon in #ops', /interval "blue moon".*from 1m to 1d/],
    ['watch host01 every 5s in #ops', /from 1m to 1d/],
    ['watch host01 in #nowhere', /don't know the channel/],
    ['watch nothere in #ops', /don't know a host or group/],
    ['maintenance host01', /For how long\?/],
    ['maintenance host01 sometime', /don't know a host|don't understand/],
    ['unwatch', /Which host\?/],
  ] as const)
    assert.match(show(await say(words)), expected, words);
});

test('maintenance says until when, for which hosts, and ends by its button', async () => {
  const answer = await say('maintenance erp 2h');
  assert.match(
    show(answer),
    /Maintenance of erp: no incident opens for 2 hosts until .*UTC[\s\S]*host01, host02\n\[End it now\]/,
  );
  const listed = await say('incidents');
  assert.match(show(listed), /Held back\n- host01 and host02: maintenance until .* by @ann/);
  assert.match(await press(listed, 'incident_end_maintenance.0'), /maintenance of host01 and host02 is over/);
  assert.match(await press(answer, 'incident_end_maintenance'), /No maintenance was open/);
  assert.match(show(await say('maintenance erp end')), /No maintenance was open/);
  assert.doesNotMatch(show(await say('incidents')), /Held back/);
});

test('incidents: open ones with their links, what is silenced with its end, what was over lately', async () => {
  assert.match(show(await say('incidents')), /^No open incident\./);
  await say('watch all every 5m in #ops');
  for (const _ of [1, 2]) {
    await bench.fails('host01');
    await bench.fails('host02');
  }
  await bench.shown();
  const open = await say('incidents');
  assert.match(show(open), /1 open incident\.[\s\S]*2 hosts · SMTP authentication · since .* · nobody has taken it/);
  assert.match(JSON.stringify(open.blocks), /"url":"https:\/\/practice\.slack\.example\/archives\/C0OPS\/p\d+"/);

  const { id } = await bench.open();
  await bench.desk.act(id, { kind: 'silence', host: 'host02', seconds: 3600 }, 'U0BOB');
  await bench.desk.act(id, { kind: 'assign', to: 'U0ANN' }, 'U0ANN');
  const held = await say('incidents');
  assert.match(
    show(held),
    /host01 · SMTP authentication[\s\S]*assigned to @ann[\s\S]*- host02: silenced until .*, by @bob/,
  );
  assert.match(await press(held, 'incident_end_silence.0'), /host02 is no longer silenced/);

  for (const _ of [1, 2]) for (const host of ['host01', 'host02']) await bench.works(host);
  await bench.shown();
  const over = await say('incidents');
  assert.match(show(over), /No open incident\.[\s\S]*Lately over\n- .* on 2 hosts, over .* after /);
  assert.match(JSON.stringify(over.blocks), /archives\/C0OPS/);
});

test('the help names the commands, and the hint of the command too', async () => {
  const help = show(await say('help'));
  for (const words of ['/mail incidents', '/mail watch HOST', '/mail watches', '/mail maintenance HOST'])
    assert.ok(help.includes(words), words);
});

test('a process without incidents says so', async () => {
  const plain = await startBench({ work: false });
  try {
    for (const words of ['incidents', 'watches', 'watch host01', 'unwatch host01', 'maintenance host01 2h']) {
      await plain.slack.typeCommand({ user: 'ann', channel: 'ops', text: `/mail ${words}` });
      assert.match(plain.slack.privateAnswers.at(-1)?.text ?? '', /not set up here/, words);
    }
  } finally {
    await plain.stop();
  }
});
