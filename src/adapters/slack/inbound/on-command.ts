import type { SlackCommandMiddlewareArgs } from '@slack/bolt';
import { sentence } from '../blocks/answers.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import { answerAsk } from './answer-ask.ts';
import { NotNow } from './not-now.ts';
import type { InboundParts } from './parts.ts';

/** `/mail ...`: read, ask the policy, queue, and only then acknowledge; every end has words for the person. */
export const onCommand = async (
  parts: InboundParts,
  { command, ack }: Pick<SlackCommandMiddlewareArgs, 'command' | 'ack'>,
): Promise<void> => {
  const { user_id: user, channel_id: channel, response_url: responseUrl } = command;
  const team = command.enterprise_id ?? command.team_id;
  let message: SlackMessage;
  try {
    const answer = await answerAsk(parts, {
      requestId: `cmd-${command.trigger_id}`,
      user,
      place: { team, channel },
      knownDirect: false,
      text: command.text ?? '',
      prefix: command.command,
      where: channel.startsWith('D') ? 'in this conversation' : 'in this channel',
    });
    message = answer.message;
  } catch (error) {
    parts.log[error instanceof NotNow ? 'warn' : 'error']({ err: error, user, channel }, 'a command failed');
    message = sentence(
      error instanceof NotNow
        ? error.message
        : 'Not accepted: something unexpected went wrong, and it was logged. Please try again.',
    );
  }
  try {
    await ack({ response_type: 'ephemeral', text: message.text, blocks: [...message.blocks] });
  } catch (error) {
    // Slack shows an error of its own now, though the request may have been taken: the response URL still works.
    parts.log.warn({ err: error, user, channel }, 'a command could not be acknowledged');
    parts.inFlight.track(
      'an answer by response URL',
      parts.writer.outbox.whisper({ user, channel, responseUrl }, message),
    );
  }
};
