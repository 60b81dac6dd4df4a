import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFault } from '../../src/adapters/simulated-host/faults/index.ts';
import { openWorld } from '../../src/main/demo/world.ts';

test('the whole service: a run that works, one that fails, what changed in its report, and the history with its picture', async () => {
  const [healthy, fault] = [findFault('healthy'), findFault('relay-name-wrong')];
  assert.ok(healthy && fault);
  const world = await openWorld([{ name: 'host01', fault: healthy }], 'silent');
  const { slack, fleet } = world;
  const limit = { timeoutMs: 300_000 };
  const type = (words: string) => slack.typeCommand({ user: 'ann', channel: 'ops', text: `/mail ${words}` });
  try {
    await type('diagnose host01');
    const first = await slack.waitFor(() => slack.messages('ops')[0], { ...limit, what: 'the first run' });
    await slack.waitFor(() => slack.thread('ops', first.ts)[1], { ...limit, what: 'the first answer' });
    await slack.waitFor(() => /mail gets out/.test(first.text), { ...limit, what: 'a healthy host' });
    const [host] = fleet.hosts;
    assert.ok(host);
    await fleet.apply(host, fault);
    while (await world.busy()) await new Promise((resolve) => setTimeout(resolve, 50));
    await type('diagnose host01');
    const report = await slack.waitFor(
      () =>
        slack
          .messages('ops')
          .find(({ blocks }) => JSON.stringify(blocks ?? []).includes('Changed since mail last worked')),
      { ...limit, what: 'what changed, in the report' },
    );
    assert.match(JSON.stringify(report.blocks), /the relay is .*before .*smtp\.relay\.example:587/);
    await type('history host01');
    const shown = await slack.waitFor(
      () => slack.messages('ops').find(({ blocks }) => blocks?.some(({ type: kind }) => kind === 'image')),
      { ...limit, what: 'the history' },
    );
    assert.match(
      shown.text,
      /host01: mail fails, since .*2 checks in 30 days: mail failed once; it worked in 50 % of the checks/,
    );
    assert.equal(slack.files.size >= 1, true);
  } finally {
    await world.close();
  }
});
