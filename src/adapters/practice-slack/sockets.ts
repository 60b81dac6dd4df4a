import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import type { Acknowledgement, Envelope, Transport } from './envelope.ts';
import { Refusal } from './refusal.ts';

/** Slack's limit of connections of one app. */
const MOST_SOCKETS = 10;
const PING_EVERY_MS = 5_000;
const CLOSE_WITHIN_MS = 500;

/** A payload that went down a socket and what became of it. */
export interface SentEnvelope {
  readonly id: string;
  readonly kind: Envelope['kind'];
  readonly socket: number;
  readonly sentAt: number;
  /** Acknowledgements so far; more than one is a fault of the app. */
  acks: number;
  ackedAt?: number;
}

interface Connection {
  readonly number: number;
  readonly socket: WebSocket;
  ready: boolean;
  silent: boolean;
}

/** The Socket Mode side: tickets, connections, envelopes and their acknowledgements. */
export class Sockets implements Transport {
  readonly sent: SentEnvelope[] = [];
  helloDelayMs = 0;
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #tickets = new Set<string>();
  readonly #connections: Connection[] = [];
  readonly #pending = new Map<string, (response: unknown) => void>();
  readonly #pinger: NodeJS.Timeout;
  readonly #progress: () => void;
  readonly #appId: string;
  #turn = 0;
  #opened = 0;

  constructor(appId: string, progress: () => void) {
    this.#appId = appId;
    this.#progress = progress;
    this.#pinger = setInterval(() => {
      for (const { socket, silent } of this.#connections) if (!silent) socket.ping();
    }, PING_EVERY_MS);
    this.#pinger.unref();
  }

  /** Sockets that said hello and are open. */
  get count(): number {
    return this.#ready().length;
  }

  /** How many sockets were ever opened. */
  get opened(): number {
    return this.#opened;
  }

  issueTicket(): string {
    if (this.#connections.length >= MOST_SOCKETS) throw new Refusal('too_many_websockets');
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  /** Takes an upgrade request; a ticket is good for one connection. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      stream.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#connected(socket));
  }

  async send(envelope: Envelope, deadlineMs: number): Promise<Acknowledgement> {
    const ready = this.#ready();
    const connection = ready[this.#turn++ % Math.max(ready.length, 1)];
    if (connection === undefined) return { kind: 'unreachable', reason: 'connection_failed: no socket is connected' };
    const id = randomUUID();
    const sentAt = Date.now();
    this.sent.push({ id, kind: envelope.kind, socket: connection.number, sentAt, acks: 0 });
    return await new Promise<Acknowledgement>((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'timeout' }), deadlineMs);
      this.#pending.set(id, (response) => {
        clearTimeout(timer);
        resolve({ kind: 'acknowledged', response, tookMs: Date.now() - sentAt });
      });
      connection.socket.send(JSON.stringify(wireForm(id, envelope)));
    });
  }

  /** Cuts connections without a word: all of them, or the ones with these numbers. */
  drop(numbers?: readonly number[]): void {
    for (const connection of this.#chosen(numbers)) connection.socket.terminate();
  }

  /** Sends the `disconnect` message Slack sends before it takes a connection away. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled', numbers?: readonly number[]): void {
    const message = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'practice' } });
    for (const connection of this.#chosen(numbers)) connection.socket.send(message);
  }

  /** Leaves connections open and stops answering on them, pings included: a half-dead network. */
  silence(numbers?: readonly number[]): void {
    for (const connection of this.#chosen(numbers)) connection.silent = true;
  }

  /** Closes politely first: a client that is just closing has to see the end of its handshake. */
  async close(): Promise<void> {
    clearInterval(this.#pinger);
    const closed = this.#connections.map(({ socket }) => once(socket, 'close'));
    for (const { socket } of this.#connections) socket.close(1001);
    const limit = new AbortController();
    const late = sleep(CLOSE_WITHIN_MS, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(closed), late]);
    limit.abort();
    this.drop();
    this.#server.close();
  }

  #ready(): Connection[] {
    return this.#connections.filter(({ ready, socket }) => ready && socket.readyState === WebSocket.OPEN);
  }

  #chosen(numbers?: readonly number[]): Connection[] {
    return this.#connections.filter(({ number }) => numbers === undefined || numbers.includes(number));
  }

  #connected(socket: WebSocket): void {
    this.#opened += 1;
    const connection: Connection = { number: this.#opened, socket, ready: false, silent: false };
    this.#connections.push(connection);
    socket.on('message', (data: Buffer) => {
      if (!connection.silent) this.#heard(data.toString('utf8'));
    });
    socket.on('ping', (data) => {
      if (!connection.silent) socket.pong(data);
    });
    // A broken connection ends in 'close' too; without a listener 'error' would end the process.
    socket.on('error', () => socket.terminate());
    const timer = setTimeout(() => this.#hello(connection), this.helloDelayMs);
    socket.on('close', () => {
      clearTimeout(timer);
      this.#connections.splice(this.#connections.indexOf(connection), 1);
      this.#progress();
    });
  }

  #hello(connection: Connection): void {
    connection.ready = true;
    connection.socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#connections.length,
        debug_info: { host: 'practice', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#appId },
      }),
    );
    this.#progress();
  }

  #heard(text: string): void {
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id?: string; payload?: unknown };
    const sent = this.sent.find((one) => one.id === id);
    if (sent === undefined || id === undefined) return;
    sent.acks += 1;
    sent.ackedAt ??= Date.now();
    this.#pending.get(id)?.(payload);
    this.#pending.delete(id);
    this.#progress();
  }
}

function wireForm(id: string, { kind, payload, retry }: Envelope): Record<string, unknown> {
  return {
    envelope_id: id,
    type: kind,
    payload,
    accepts_response_payload: kind !== 'events_api',
    ...(kind === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {}),
  };
}
