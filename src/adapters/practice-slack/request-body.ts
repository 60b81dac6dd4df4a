import type { IncomingMessage } from 'node:http';
import type { Arguments } from './arguments.ts';
import { isRecord } from './arguments.ts';

const MAXIMUM_BYTES = 32 * 1024 * 1024;

/** Reads a whole request body; rejects above 32 MiB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MAXIMUM_BYTES) throw new Error(`request body is over ${MAXIMUM_BYTES} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The arguments of a Web API call: a form, JSON, multipart, and those in the query string. */
export function argumentsIn(contentType: string, body: Buffer, query: URLSearchParams): Arguments {
  const fromQuery = Object.fromEntries(query);
  if (contentType.startsWith('application/json')) {
    const value: unknown = JSON.parse(body.toString('utf8') || '{}');
    return { ...fromQuery, ...(isRecord(value) ? value : {}) };
  }
  if (contentType.startsWith('multipart/form-data')) return { ...fromQuery, ...partsOf(contentType, body) };
  return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) };
}

/** The fields of a multipart form; the first part with a file name is kept as bytes under its own name. */
export function partsOf(contentType: string, body: Buffer): Record<string, string | Buffer> {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) throw new Error('multipart body without a boundary');
  const parts: Record<string, string | Buffer> = {};
  // latin1 keeps one character per byte, so that positions in the text are positions in the bytes.
  for (const piece of body.toString('latin1').split(`--${boundary}`).slice(1, -1)) {
    const end = piece.indexOf('\r\n\r\n');
    const head = piece.slice(0, end);
    const name = /name="([^"]*)"/.exec(head)?.[1];
    if (end < 0 || name === undefined) continue;
    const bytes = Buffer.from(piece.slice(end + 4, -2), 'latin1');
    parts[name] = /filename="/.test(head) ? bytes : bytes.toString('utf8');
  }
  return parts;
}
