import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Named parts this process needs; each says whether it works now. */
export type Checks = Readonly<Record<string, () => Promise<boolean>>>;

interface HealthOptions {
  readonly port: number;
  /** Default: all addresses. */
  readonly address?: string;
  readonly checks: Checks;
  readonly metrics?: { readonly contentType: string; text(): Promise<string> };
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

const checkSeconds = 2;

const ask = async (check: () => Promise<boolean>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, checkSeconds * 1000, false);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
};

const answer = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
};

const answerReady = async (response: ServerResponse, checks: Checks): Promise<void> => {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await ask(check)] as const),
  );
  const ready = entries.every(([, works]) => works);
  answer(
    response,
    ready ? 200 : 503,
    'application/json',
    `${JSON.stringify({ ready, ...Object.fromEntries(entries) })}\n`,
  );
};

const listen = (server: Server, port: number, address: string | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/**
 * `/healthz`: the process runs. `/readyz`: everything it needs works, 503 when not. `/metrics`: for Prometheus. Nothing else,
 * and nothing about hosts or people.
 */
export const startHealthServer = async ({ port, address, checks, metrics }: HealthOptions): Promise<HealthServer> => {
  const serve = async (path: string, response: ServerResponse): Promise<void> => {
    if (path === '/healthz') return answer(response, 200, 'text/plain', 'ok\n');
    if (path === '/readyz') return await answerReady(response, checks);
    if (path === '/metrics' && metrics !== undefined) {
      return answer(response, 200, metrics.contentType, await metrics.text());
    }
    return answer(response, 404, 'text/plain', 'not found; expected /healthz, /readyz or /metrics\n');
  };
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, 'text/plain', 'only GET\n');
    }
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    serve(path, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'text/plain', `${error instanceof Error ? error.message : 'failed'}\n`);
    });
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 5000;
  const bound = await listen(server, port, address);
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
