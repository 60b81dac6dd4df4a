import { addMessage } from './messages.ts';
import { Refusal } from './refusal.ts';
import { memberOf, type Outcome, outcomeOf, type Stage } from './stage.ts';
import { escapeTyped } from './typing.ts';

/** Types a slash command, `/mail diagnose host01`, into the message field of a channel; never into a thread. */
export async function typeCommand(
  stage: Stage,
  given: { user: string; channel: string; text: string },
): Promise<Outcome> {
  const { workspace } = stage;
  const { person, channel } = memberOf(workspace, given.user, given.channel);
  const [, command = '', words = ''] = /^(\/\S+)\s*(.*)$/s.exec(given.text.trim()) ?? [];
  if (command === '') throw new Error(`not a slash command: ${given.text}`);
  if (!stage.knowsCommand(command)) {
    return { outcome: 'failed', error: 'unknown_command', triggerId: '', responseUrl: '' };
  }
  const responseUrl = stage.responseUrls.issue(person.id, channel.id);
  const triggerId = stage.triggers.issue(person.id);
  const payload = {
    token: 'practice',
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: channel.kind === 'private' ? 'privategroup' : channel.name,
    user_id: person.id,
    user_name: person.name,
    command,
    text: stage.shouldEscape ? escapeTyped(words, workspace) : words,
    api_app_id: workspace.app.id,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  };
  const answer = await stage.transport.send({ kind: 'slash_commands', payload }, stage.deadlineMs);
  const outcome = outcomeOf(answer, triggerId, responseUrl);
  if (outcome.outcome === 'failed' || outcome.response === undefined) return outcome;
  const { response } = outcome;
  try {
    if (response.response_type === 'in_channel') addMessage(workspace, channel, { user: person.id, text: given.text });
    stage.responseUrls.show({ user: person.id, channel: channel.id }, response, 'acknowledgement');
    return outcome;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const reason = error.message;
    return { outcome: 'failed', error: 'invalid_command_response', reason, triggerId, responseUrl };
  }
}
