import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startBench } from './slack-bench.ts';

test('/mail diagnose posts one root message, edits it in place, and reports in its thread', async () => {
  let end = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { refusedLogin } = await import('./canned.ts');
  const bench = await startBench({
    diagnose: async ({ host }, onProgress) => {
      onProgress({ kind: 'connected' });
      onProgress({ kind: 'stage', stage: 'service', status: 'passed', summary: 'sendmail is active' });
      await held;
      return refusedLogin(host);
    },
  });
  const { slack } = bench;
  try {
    const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
    assert.equal(outcome.outcome, 'acknowledged');
    const root = await slack.waitFor(() => slack.messages('ops')[0], { what: 'the root message' });
    await slack.waitFor(() => JSON.stringify(root.blocks).includes('sendmail is active'), { what: 'live progress' });
    assert.equal(root.blocks?.[0]?.type, 'plan');
    end();
    const report = await slack.waitFor(() => slack.thread('ops', root.ts)[1], { what: 'the report' });
    assert.equal(root.blocks?.[0]?.type, 'alert');
    assert.match(root.text, /host01: mail stops at SMTP authentication:/);
    assert.match(JSON.stringify(report.blocks), /AUTH PLAIN/);
    assert.match(JSON.stringify(report.blocks), /What to do/);
    assert.equal(slack.messages('ops').length, 2);
  } finally {
    await bench.stop();
  }
});
