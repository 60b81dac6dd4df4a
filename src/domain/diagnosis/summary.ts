import { stageTitles } from '../stages/stage-id.ts';
import type { HostStatus } from './diagnosis.ts';
import type { Judgement } from './finding.ts';
import type { Located } from './root-cause.ts';

export const healthyMeaning = (judged: readonly Judgement[]): string =>
  judged.every((one) => one.status === 'passed')
    ? 'Service, configuration, queue, name, connection, TLS, login and log were checked.'
    : 'Not every stage could be tried by the check itself; what it could try shows no fault.';

/** Text with a full stop, unless it has an end of its own. */
export const sentence = (text: string): string => (/[.!?)]$/.test(text) ? text : `${text}.`);

/** The first line of the answer: where mail stops, or that it does not. */
export const summaryOf = (
  status: HostStatus,
  cause: Located | undefined,
  worst: Located | undefined,
  unread: string,
  clean: (text: string) => string,
): string => {
  if (cause) {
    const verb = cause.finding.certainty === 'proven' ? 'Mail stops' : 'Mail most likely stops';
    return sentence(clean(`${verb} at ${stageTitles[cause.stage]}: ${cause.finding.summary}`));
  }
  switch (status) {
    case 'healthy':
      return 'Mail gets out: no stage of the path shows a fault.';
    case 'degraded':
      return sentence(clean(`Mail gets out, but needs attention: ${worst?.finding.summary ?? ''}`));
    default:
      return sentence(clean(`No fault was found, but not everything could be checked: ${unread}`));
  }
};
