import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProbeResult } from '../../src/domain/collector/probe.ts';
import { differences } from '../../src/domain/history/compare.ts';
import { describeDifference } from '../../src/domain/history/describe-difference.ts';
import { readTraits, type Traits } from '../../src/domain/history/traits.ts';
import { healthyHost, withOutput } from '../diagnosis/recorded-host.ts';

const traitsOf = (results: readonly ProbeResult[]): Traits => readTraits(results, (line) => line);

/** The recorded host with the checksums that today's script adds. */
const host: readonly ProbeResult[] = healthyHost.map((one) =>
  one.probe === 'configuration'
    ? {
        ...one,
        outputs: [
          ...one.outputs,
          {
            command: 'cksum of the mail files without logins',
            exitCode: 0,
            lines: ['2817450981 56441 /etc/mail/sendmail.cf', '77 41963 /etc/mail/submit.cf', '4 25 /etc/resolv.conf'],
          },
          {
            command: 'other mail files (ls -ld)',
            exitCode: 0,
            lines: ['-rw-r--r-- 1 root root 12288 Oct  3 15:19 /etc/mail/access.db'],
          },
        ],
      }
    : one,
);
const told = (before: readonly ProbeResult[], now: readonly ProbeResult[]): readonly string[] =>
  differences(traitsOf(before), traitsOf(now)).map(describeDifference);
const replace =
  (one: string | RegExp, other: string) =>
  (lines: readonly string[]): readonly string[] =>
    lines.map((line) => line.replace(one, other));

test('what is read of a healthy host', () => {
  const traits = traitsOf(host);
  assert.equal(traits['checksum /etc/mail/sendmail.cf'], '2817450981 56441');
  assert.equal(traits['file /etc/mail/authinfo.db'], '12288 bytes of Nov 22 15:19');
  assert.equal(traits['file /etc/mail/access.db'], '12288 bytes of Oct 3 15:19');
  assert.equal(traits['relay'], 'smtp.relay.example:587');
  assert.equal(traits['addresses smtp.relay.example'], '198.51.100.25');
  assert.equal(traits['name servers'], '10.90.0.2');
  assert.equal(traits['certificate subject'], 'CN=smtp.relay.example');
  assert.equal(traits['offers STARTTLS'], 'yes');
  assert.equal(traits['offers logins'], 'LOGIN PLAIN');
  assert.equal(traits['sendmail'], '8.17.1.9 with STARTTLS, with SASL');
  assert.match(traits['settings'] ?? '', /^DSsmtp\.relay\.example$/m);
  assert.equal(traits['file /etc/mail/sendmail.cf'], undefined, 'the checksum says more');
});

test('nothing that is made of the content of a file with logins is a trait', () => {
  for (const name of Object.keys(traitsOf(host)))
    assert.ok(!(name.startsWith('checksum ') && /authinfo|access/.test(name)), name);
});

test('each change has its words', () => {
  const cf = /^grep the relay/;
  assert.deepEqual(told(host, host), []);
  assert.deepEqual(told(host, withOutput(host, 'configuration', /^cksum/, replace('77 41963', '78 41963'))), [
    'the checksum of /etc/mail/submit.cf changed',
  ]);
  assert.deepEqual(told(host, withOutput(host, 'configuration', cf, replace('O QueueLA=250', 'O QueueLA=0'))), [
    'sendmail.cf: "O QueueLA=0", before "O QueueLA=250"',
  ]);
  assert.deepEqual(
    told(
      host,
      withOutput(host, 'configuration', cf, (lines) => [
        ...lines.filter((line) => !/RefuseLA/.test(line)),
        'O RunAsUser=x',
      ]),
    ),
    ['sendmail.cf: "O RunAsUser=x" is new; "O RefuseLA=300" is gone'],
  );
  assert.deepEqual(
    told(host, withOutput(host, 'configuration', /^ls -l/, replace('116 Nov 22 15:19', '117 Nov 22 15:31'))),
    ['/etc/mail/authinfo was written again (117 bytes of Nov 22 15:31, before 116 bytes of Nov 22 15:19)'],
  );
  assert.deepEqual(
    told(
      host,
      withOutput(host, 'configuration', /^ls -l/, replace(/^.*authinfo\.db$/, 'missing /etc/mail/authinfo.db')),
    ),
    ['/etc/mail/authinfo.db is gone'],
  );
  assert.deepEqual(told(host, withOutput(host, 'dialogue', /^SMTP/, replace('CN = smtp.relay', 'CN = mail.relay'))), [
    'the subject of the relay\'s certificate is "CN=mail.relay.example", before "CN=smtp.relay.example"',
  ]);
  assert.deepEqual(told(host, withOutput(host, 'dns', /^DNS/, replace(/198\.51\.100\.25/, '203.0.113.9'))), [
    'smtp.relay.example leads to other addresses ("203.0.113.9", before "198.51.100.25")',
  ]);
  assert.deepEqual(told(host, withOutput(host, 'dns', /^cat \/etc\/resolv/, replace('10.90.0.2', '10.90.0.9'))), [
    'the name servers are "10.90.0.9", before "10.90.0.2"',
  ]);
  assert.deepEqual(told(host, withOutput(host, 'build', /-d0/, replace('SASLv2 ', ''))), [
    'sendmail is "8.17.1.9 with STARTTLS, without SASL", before "8.17.1.9 with STARTTLS, with SASL"',
  ]);
});

test('what could not be read is no change, whatever is missing', () => {
  for (const probe of host.map((one) => one.probe)) {
    const less = host.filter((one) => one.probe !== probe);
    assert.deepEqual(told(host, less), [], probe);
    assert.deepEqual(told(less, host), [], probe);
    for (const end of ['timed-out', 'partial', 'cut'] as const) {
      // Broken off in the middle of each output.
      const broken = host.map((one) =>
        one.probe === probe
          ? {
              ...one,
              end,
              outputs: one.outputs.slice(0, 1).map((output) => ({
                ...output,
                exitCode: null,
                lines: output.lines.slice(0, Math.floor(output.lines.length / 2)),
              })),
            }
          : one,
      );
      assert.deepEqual(told(host, broken), [], `${probe} ${end}`);
    }
  }
});

test('the form of a date and the turn of addresses are no changes', () => {
  const same = (trait: string, before: string, now: string): number =>
    differences({ [trait]: before }, { [trait]: now }).length;
  assert.equal(same('file /etc/mail/authinfo', '116 bytes of Nov 22 15:19', '116 bytes of Nov 22 2026'), 0);
  assert.equal(same('file /etc/mail/authinfo', '116 bytes of Nov 22 15:19', '116 bytes of Nov 22 15:20'), 1);
  assert.equal(same('file /etc/mail/authinfo', '116 bytes of Nov 22 2025', '116 bytes of Nov 22 2026'), 1);
  assert.equal(same('file /etc/mail/authinfo', '116 bytes of Nov 22 15:19', '117 bytes of Nov 22 2026'), 1);
  assert.equal(same('addresses r', '1.1.1.1 1.1.1.2', '1.1.1.2 1.1.1.3'), 0);
  assert.equal(same('addresses r', '1.1.1.1 1.1.1.2', '1.1.1.3'), 1);
});
