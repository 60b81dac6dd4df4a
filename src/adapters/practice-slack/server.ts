import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Arguments } from './arguments.ts';
import type { Fault, Faults } from './faults.ts';
import { readBody } from './request-body.ts';

/** A request, read to its end. */
export interface Incoming {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer of one of the addresses, before it is written. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that was noted and not yet worked on, so that a fault can come between. */
export interface Pending {
  readonly args: Arguments;
  readonly work: () => Reply;
  readonly failed?: (how: string) => void;
}

export interface Route {
  /** What faults call this address; undefined when the path is another's. */
  readonly name: (path: string) => string | undefined;
  readonly receive: (incoming: Incoming) => Pending;
}

/** An HTTP server that applies faults around its routes. */
export function makeServer(routes: readonly Route[], faults: Faults): Server {
  const server = createServer((request, response) => {
    answer(request, response, routes, faults).catch((error: unknown) => {
      if (!response.headersSent) write(response, { status: 500, body: { ok: false, error: String(error) } });
    });
  });
  server.keepAliveTimeout = 5_000;
  return server;
}

/** Listens on loopback only and gives the address, without a slash at the end. */
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
  const body = await readBody(request);
  for (const route of routes) {
    const name = route.name(url.pathname);
    if (name === undefined) continue;
    const pending = route.receive({ url, headers: request.headers, body });
    const fault = faults.take(name, pending.args);
    if (fault === undefined) write(response, pending.work());
    else await fail(response, fault, pending);
    return;
  }
  write(response, { status: 404, body: { ok: false, error: 'no such address' } });
}

async function fail(response: ServerResponse, fault: Fault, pending: Pending): Promise<void> {
  const reply = fault.afterPosting === true ? pending.work() : undefined;
  if ('hang' in fault) {
    await Promise.race([sleep(fault.hang, undefined, { ref: false }), once(response, 'close')]);
    // Whoever gave up meanwhile gets nothing done.
    if (!response.destroyed) return write(response, reply ?? pending.work());
    pending.failed?.('gave up waiting');
  } else if ('reset' in fault) {
    pending.failed?.('reset');
    response.socket?.resetAndDestroy();
  } else if ('status' in fault) {
    pending.failed?.(`HTTP ${fault.status}`);
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    const body = fault.status === 429 ? { ok: false, error: 'ratelimited' } : 'practice fault';
    write(response, { status: fault.status, body, headers });
  } else {
    pending.failed?.(fault.error);
    write(response, { status: 200, body: { ok: false, error: fault.error } });
  }
}

function write(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (response.destroyed) return;
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json; charset=utf-8', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
