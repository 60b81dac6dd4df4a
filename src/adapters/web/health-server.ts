import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildHealthAnswers, type HealthParts, send } from './health-answers.ts';

interface HealthOptions extends HealthParts {
  readonly port: number;
  /** Default: all addresses. */
  readonly address?: string;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

const listen = (server: Server, port: number, address: string | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Serves health and metrics on a port of their own, and nothing else. */
export const startHealthServer = async ({ port, address, ...parts }: HealthOptions): Promise<HealthServer> => {
  const answers = buildHealthAnswers(parts);
  const server = createServer((request, response) => {
    const answer = answers.get((request.url ?? '/').split('?')[0] ?? '/');
    if (request.method !== 'GET' && request.method !== 'HEAD') send(response, 405, 'text/plain', 'only GET\n');
    else if (answer !== undefined) answer(request, response);
    else send(response, 404, 'text/plain', `not found; expected one of ${[...answers.keys()].join(', ')}\n`);
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
