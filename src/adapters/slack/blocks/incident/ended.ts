import type { Target } from '../../../../domain/command/command.ts';
import { scopeWords } from '../../../../domain/command/find-hosts.ts';
import { count } from '../../../../domain/incident/words.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import { sentence } from '../answers.ts';

/** A watch or a maintenance window was ended; `many`: watches, or hosts in the window. */
export const targetsEnded = (what: 'watch' | 'maintenance', targets: readonly Target[], many: number): SlackMessage => {
  if (many === 0)
    return sentence(
      what === 'watch' ? 'That was not watched, so nothing was changed.' : 'No maintenance was open there.',
    );
  return sentence(
    what === 'watch'
      ? `No longer watching ${scopeWords(targets)}. Open incidents close when their hosts work again, or are no longer watched.`
      : `The maintenance of ${scopeWords(targets)} is over (${count(many, 'host')}): failures count again.`,
  );
};
