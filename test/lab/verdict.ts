import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import { stageIds } from '../../src/domain/stages/stage-id.ts';
import type { Login } from './diagnose.ts';
import type { Expected, Fault } from './fault.ts';
import { oldPassword, relayPassword, relayUser } from './relay-mode.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/=+$/u, '');
/** What may stand in no output: passwords, the login name, subjects and bodies, also as AUTH sends them. */
const secrets = [
  relayPassword,
  oldPassword,
  relayUser,
  'Subject-Canary',
  'Body-Canary',
  base64(relayPassword),
  base64(oldPassword),
  base64(relayUser),
  base64(`\0${relayUser}\0${relayPassword}`),
];

/** Which secrets a text holds, by number: their names are not for print either. */
export const findSecrets = (text: string): string[] =>
  secrets.flatMap((secret, at) => (text.includes(secret) ? [`secret ${at} in the output`] : []));

const fits = (expected: Expected, diagnosis: Diagnosis): boolean =>
  (stageIds as readonly string[]).includes(expected)
    ? diagnosis.status === 'failed' && diagnosis.failedStage === expected
    : diagnosis.status === expected;

/** What is wrong with an answer, one line each; nothing when it is right. */
export const findWrong = (
  fault: Fault,
  diagnosis: Diagnosis | undefined,
  output: string,
  exitCode: number | null,
  login: Login,
): string[] => {
  const wrong = findSecrets(output);
  if (diagnosis === undefined) return [...wrong, `no diagnosis (exit ${exitCode}): ${output.trim().slice(0, 300)}`];
  const expected = typeof fault.expected === 'string' ? [fault.expected] : [...fault.expected];
  // A user who may not read the queue or the log cannot always be told more than `unknown`.
  if (login === 'plain') expected.push('unknown');
  const full = expected.some((one) => fits(one, diagnosis));
  // Of several faults it may be told the next one that it can see.
  const lesser = login === 'plain' && !full && fault.plain !== undefined && fits(fault.plain.expected, diagnosis);
  const right = full || lesser;
  if (!right) wrong.push(`expected ${expected.join(' or ')}`);
  const weaker = lesser || (login === 'plain' && diagnosis.status === 'unknown');
  if (lesser && !fault.plain?.codes.includes(diagnosis.code ?? ''))
    wrong.push(`expected code ${fault.plain?.codes.join(' or ')}`);
  const codes = [diagnosis.code, ...diagnosis.alsoFound.map((found) => found.code)];
  const named = diagnosis.status === 'failed' ? [diagnosis.code] : codes;
  if (
    right &&
    !weaker &&
    fault.codes !== undefined &&
    diagnosis.status !== 'healthy' &&
    !fault.codes.some((code) => named.includes(code))
  )
    wrong.push(`expected code ${fault.codes.join(' or ')}`);
  const also = diagnosis.alsoFound.flatMap((found) => [found.code, found.stage as string]);
  if (login !== 'plain')
    for (const wanted of fault.alsoFound ?? []) if (!also.includes(wanted)) wrong.push(`alsoFound lacks ${wanted}`);
  if (!weaker) wrong.push(...(fault.check?.(diagnosis, login) ?? []));
  const exits = { healthy: 0, degraded: 1, failed: 2, unknown: 3, unreachable: 3 } as const;
  if (exitCode !== exits[diagnosis.status]) wrong.push(`exit status ${exitCode} with ${diagnosis.status}`);
  return wrong;
};
