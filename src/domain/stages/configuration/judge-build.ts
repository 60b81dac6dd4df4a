import { type Finding, failure, warning } from '../../diagnosis/finding.ts';
import type { HostFacts } from '../host-facts.ts';
import { sentWithin } from '../log-testimony.ts';

/** Whether the program that runs can do what the relay demands, and can read its own configuration. */
export function judgeBuild(facts: HostFacts): Finding[] {
  const { system, dialogue } = facts;
  const { build } = facts.configuration;
  if (!system || !build) return [];
  const findings: Finding[] = [];
  const complaint = build.complaints.find((line) =>
    /sendmail\.cf: line \d+|unknown configuration line|unknown option|readcf/i.test(line),
  );
  if (complaint)
    findings.push(
      failure('CONFIG_SYNTAX_ERROR', `sendmail does not understand its configuration: ${complaint}`, {
        file: system.cf,
      }),
    );
  // Whether the relay takes mail only after a login: it said so, or it took or refused one.
  const wantsLogin =
    dialogue?.mailReply?.code === 530 || dialogue?.auth === '235' || dialogue?.auth?.startsWith('5') === true;
  if (build.version !== undefined && dialogue && wantsLogin && !sentWithin(facts, 86_400)) {
    const relay = system.relay?.host ?? 'the relay';
    if (!build.hasTls && dialogue.offersTls && !dialogue.offersAuthInClear) {
      const words = `this sendmail ${build.version} has no STARTTLS compiled in, and ${relay} offers its login only under TLS`;
      findings.push(failure('CONFIG_BUILD_WITHOUT_TLS', words));
    }
    if (!build.hasSasl) {
      const words = `this sendmail ${build.version} has no SASL compiled in: it never logs in, whatever authinfo says`;
      findings.push(failure('CONFIG_BUILD_WITHOUT_SASL', words));
    }
  }
  if (build.ownName !== undefined && !build.ownName.includes('.')) {
    findings.push(
      warning('CONFIG_HOST_NAME_UNQUALIFIED', `sendmail knows the host only as "${build.ownName}", without a domain`, {
        host: build.ownName,
      }),
    );
  } else if (build.hung && facts.dns.system !== 'timeout') {
    const bare = !system.hostname.includes('.');
    if (bare)
      findings.push(
        warning(
          'CONFIG_HOST_NAME_UNQUALIFIED',
          `sendmail waits for a full name of "${system.hostname}", which it can not find`,
          { host: system.hostname },
        ),
      );
  }
  return findings;
}
