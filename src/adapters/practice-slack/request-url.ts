import { createHmac } from 'node:crypto';
import type { Acknowledgement, Envelope, Transport } from './envelope.ts';

/** Signs a body as Slack does: `v0` HMAC over version, seconds and body. */
function signatureOf(secret: string, seconds: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
}

/** The HTTP side: signed posts to the app's request URL. */
export function requestUrlTransport(url: string, signingSecret: string, now: () => number): Transport {
  return {
    async send(envelope: Envelope, deadlineMs: number): Promise<Acknowledgement> {
      const { body, type } = bodyOf(envelope);
      const seconds = Math.floor(now() / 1000);
      const started = Date.now();
      try {
        const answer = await fetch(url, {
          method: 'POST',
          redirect: 'error',
          signal: AbortSignal.timeout(deadlineMs),
          headers: {
            'content-type': type,
            'user-agent': 'Slackbot 1.0 (practice)',
            'x-slack-request-timestamp': String(seconds),
            'x-slack-signature': signatureOf(signingSecret, seconds, body),
            ...(envelope.retry === undefined
              ? {}
              : {
                  'x-slack-retry-num': String(envelope.retry.attempt),
                  'x-slack-retry-reason': envelope.retry.reason,
                }),
          },
          body,
        });
        const text = await answer.text();
        if (!answer.ok) {
          const doNotRetry = answer.headers.get('x-slack-no-retry') === '1';
          return { kind: 'unreachable', reason: `http_error ${answer.status}`, doNotRetry };
        }
        return { kind: 'acknowledged', response: responseIn(text), tookMs: Date.now() - started };
      } catch (error) {
        if ((error as Error).name === 'TimeoutError') return { kind: 'timeout' };
        return { kind: 'unreachable', reason: `connection_failed: ${String((error as Error).cause ?? error)}` };
      }
    },
  };
}

/** Events are JSON; commands are forms; clicks are forms with the payload as JSON. */
function bodyOf({ kind, payload }: Envelope): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields = kind === 'slash_commands' ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) };
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}

function responseIn(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Slack takes a body that is not JSON as the text of the answer.
    return { text };
  }
}
