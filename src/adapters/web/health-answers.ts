import type { IncomingMessage, ServerResponse } from 'node:http';
import { waitFor } from '../../application/limits/waiting.ts';

/** Named parts this process needs; each says whether it works now. */
export type Checks = Readonly<Record<string, () => Promise<boolean>>>;

/** Ready only while running: not before everything is set up, and not once the end was asked for. */
export type Phase = 'starting' | 'running' | 'stopping';

export interface HealthParts {
  readonly phase: () => Phase;
  readonly checks: Checks;
  readonly metrics?: { readonly contentType: string; text(): Promise<string> };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const checkSeconds = 2;

const ask = async (check: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await waitFor(check(), { seconds: checkSeconds, late: () => new Error('no answer') });
  } catch {
    // A part that can't be asked, or gives no answer, does not work: that is the answer.
    return false;
  }
};

export const send = (response: ServerResponse, status: number, type: string, body: string): void => {
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, headers);
  response.end(body);
};

const sendReady = async (response: ServerResponse, checks: Checks, phase: Phase): Promise<void> => {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await ask(check)] as const),
  );
  const ready = phase === 'running' && entries.every(([, works]) => works);
  const told = phase === 'running' ? { ready } : { ready, phase };
  const body = `${JSON.stringify({ ...told, ...Object.fromEntries(entries) })}\n`;
  send(response, ready ? 200 : 503, 'application/json', body);
};

/**
 * `/healthz`: the process runs. `/readyz`: it is set up, is not ending, and everything it needs works; 503 when not. `/metrics`: for Prometheus. Nothing about
 * hosts or people.
 */
export const buildHealthAnswers = ({ checks, phase, metrics }: HealthParts): ReadonlyMap<string, Answer> => {
  const guarded =
    (work: (response: ServerResponse) => Promise<void>): Answer =>
    (_, response) => {
      work(response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else send(response, 500, 'text/plain', `${error instanceof Error ? error.message : 'failed'}\n`);
      });
    };
  const answers = new Map<string, Answer>([
    ['/healthz', (_, response) => send(response, 200, 'text/plain', 'ok\n')],
    ['/readyz', guarded((response) => sendReady(response, checks, phase()))],
  ]);
  if (metrics !== undefined) {
    const sendMetrics = async (response: ServerResponse) =>
      send(response, 200, metrics.contentType, await metrics.text());
    answers.set('/metrics', guarded(sendMetrics));
  }
  return answers;
};
