import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadConfiguration } from '../../src/adapters/hosts/load-configuration.ts';
import { atRelay, healthyState, messages, relayName } from '../../src/adapters/simulated-host/host-state.ts';
import { type Fleet, startFleet } from '../../src/adapters/simulated-host/start-fleet.ts';
import { createSshShell } from '../../src/adapters/ssh/index.ts';
import { diagnoseHost } from '../../src/application/diagnose-host.ts';
import type { RemoteShell } from '../../src/application/ports/remote-shell.ts';
import { base64, formsOf } from './plant.ts';

/** Passwords that a careless awk, sed, printf or shell would stumble over. */
const passwords = [
  'BKq8+ZtR/9mVw7Lr2HsYp8NfTg6Ua1Ec5Xo0Iv3dJw4k',
  'correct horse battery',
  'pä$$wörd-漢字-€',
  '.*[a-z]+\\1^$(){}|?\\n',
  "$(id)`id`;'&|<>!#~",
  '%s%n%d%%\\0\\x41-&-\\&',
] as const;

/** Login data of others that a log may quote. */
const quoted = {
  url: 'ldap://cn-mail:Url-Secret-77@ldap.corp.example/',
  proxy: 'https://proxyuser:p@ss/Proxy:88@proxy.corp.example',
  bearer: 'Authorization: Bearer eyJhbGciOi.JIUzI1NiJ9.bearer-secret',
  basic: `Proxy-Authorization: Basic ${base64('someone:basic-secret')}`,
  key: '-----BEGIN DSA PRIVATE KEY----- MIIBuwIBAAKBgQDsaSecretKeyLine',
};
const quotedSecrets = [
  'Url-Secret-77',
  'Proxy:88',
  'bearer-secret',
  base64('someone:basic-secret'),
  'MIIBuwIBAAKBgQDsaSecretKeyLine',
];

let fleet: Fleet;
before(async () => {
  fleet = await startFleet(
    passwords.map((password, index) => ({
      name: `host${index}`,
      fault: {
        name: `password-${index}`,
        story: 'an odd password',
        state: {
          authinfo: [`AuthInfo:${relayName} "U:svc-odd-user" "I:svc-odd-user" "P:${password}" "M:PLAIN LOGIN"`],
          authinfoDb: [`AuthInfo:${relayName} "U:svc-odd-user" "I:svc-odd-user" "P:${password}" "M:PLAIN LOGIN"`],
          relay: {
            ...healthyState.relay,
            user: 'svc-odd-user',
            password,
            mailReply: `554-you said ${password}\r\n554-${base64(`\0svc-odd-user\0${password}`)}\r\n554 5.7.1 echo ends`,
          },
          messages: messages([10, atRelay({ dsn: '4.0.0', stat: `Deferred: 454 ${password} try later` })]),
        },
        shows: { status: 'failed', stage: 'relay', code: 'RELAY_REJECTED' },
      },
    })),
  );
});
after(async () => {
  await fleet.close();
});

for (const [index, password] of passwords.entries()) {
  test(`a password such as ${password} does not leave the host`, async () => {
    const { inventory, ssh } = await loadConfiguration(fleet.configurationFile);
    const host = inventory.find(`host${index}`);
    assert.ok(host);
    const now = `${new Date().toDateString().slice(4, 10).replace(' 0', '  ')} 12:00:00 host01 mail:info sendmail[99]: 6AM99999000001: `;
    appendFileSync(
      join(dirname(fleet.configurationFile), host.name, 'var/log/maillog'),
      Object.values(quoted)
        .map((text) => `${now}to=<a@dest.example>, stat=Deferred: quoting ${text}\n`)
        .join(''),
    );
    const inside = createSshShell({ knownHosts: ssh.knownHosts, findHost: (name) => inventory.find(name) });
    let raw = '';
    const shell: RemoteShell = {
      run: (at, script, options) =>
        inside.run(at, script, {
          ...options,
          onOutput: (piece) => {
            raw += Buffer.from(piece).toString('utf8');
            options.onOutput(piece);
          },
        }),
      close: () => inside.close(),
    };
    try {
      const diagnosis = await diagnoseHost({
        host,
        shell,
        clock: { now: () => new Date() },
        signal: AbortSignal.timeout(100_000),
        maskAddresses: true,
        onProgress: () => undefined,
      });
      for (const [what, text] of Object.entries({ script: raw, diagnosis: JSON.stringify(diagnosis) })) {
        for (const form of formsOf(password)) assert.ok(!text.includes(form), `${what} shows ${form}`);
        for (const secret of quotedSecrets) assert.ok(!text.includes(secret), `${what} shows ${secret}`);
      }
      assert.match(raw, /echo ends/, 'the login worked and the relay sent the password back');
      assert.equal((raw.match(/quoting /g) ?? []).length >= 4, true, 'the lines of the log were read');
    } finally {
      await shell.close();
    }
  });
}
