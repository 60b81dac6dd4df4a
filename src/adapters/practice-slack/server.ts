import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults } from './faults.ts';

/** An answer of one of the addresses, before it is written. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request; `name` is what faults call it. */
export interface Route {
  readonly name: (path: string) => string | undefined;
  readonly answer: (request: IncomingMessage, url: URL) => Promise<Reply>;
}

/** An HTTP server on loopback that applies faults around its routes. */
export function makeServer(routes: readonly Route[], faults: Faults): Server {
  const server = createServer((request, response) => {
    answer(request, response, routes, faults).catch((error: unknown) => {
      // A request cut off half way has nobody left to answer.
      if (!response.headersSent) write(response, { status: 500, body: { ok: false, error: String(error) } });
    });
  });
  server.keepAliveTimeout = 5_000;
  return server;
}

export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  faults: Faults,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  for (const route of routes) {
    const name = route.name(url.pathname);
    if (name === undefined) continue;
    const fault = faults.take(name);
    if (fault === undefined || fault.afterPosting === true || 'hang' in fault) {
      const reply = await route.answer(request, url);
      if (fault === undefined) write(response, reply);
      else await fail(response, fault, reply);
    } else {
      await fail(response, fault);
    }
    return;
  }
  write(response, { status: 404, body: { ok: false, error: 'no such address' } });
}

async function fail(response: ServerResponse, fault: Fault, reply?: Reply): Promise<void> {
  if ('reset' in fault) {
    response.socket?.resetAndDestroy();
  } else if ('hang' in fault) {
    await sleep(fault.hang, undefined, { ref: false });
    if (reply !== undefined) write(response, reply);
  } else if ('status' in fault) {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    const body = fault.status === 429 ? { ok: false, error: 'ratelimited' } : 'practice fault';
    write(response, { status: fault.status, body, headers });
  } else {
    write(response, { status: 200, body: { ok: false, error: fault.error } });
  }
}

function write(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (response.destroyed) return;
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json; charset=utf-8', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
