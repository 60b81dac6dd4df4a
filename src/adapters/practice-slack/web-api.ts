import { type Arguments, textOf } from './arguments.ts';
import { methods } from './methods/index.ts';
import type { Method, MethodContext } from './methods/method.ts';
import type { Limiter } from './pace.ts';
import { Refusal, refusalBody } from './refusal.ts';
import { argumentsIn } from './request-body.ts';
import type { Pending, Reply, Route } from './server.ts';

/** One call of the Web API as it arrived, and how it was answered. */
export interface Call {
  readonly method: string;
  /** As sent; of a form, everything is text. The token is left out. */
  readonly args: Arguments;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `ok`, the error word, or what fault came instead; nothing while there is no answer. */
  answer?: string;
}

export interface WebApiOptions {
  readonly context: () => MethodContext;
  readonly limiter: Limiter;
  readonly botToken: string;
  readonly appToken: string;
  readonly calls: Call[];
}

/** `/api/METHOD`. */
export function webApiRoute(options: WebApiOptions): Route {
  return {
    name: (path) => /^\/api\/([a-zA-Z.]+)$/.exec(path)?.[1],
    receive: ({ url, headers, body }): Pending => {
      const method = url.pathname.slice('/api/'.length);
      const { token, ...args } = argumentsIn(headers['content-type'] ?? '', body, url.searchParams);
      const call: Call = { method, args, at: Date.now() };
      options.calls.push(call);
      const noted = (answer: string): void => {
        call.answer = answer;
        options.context().workspace.changes.emit('progress');
      };
      const work = (): Reply => {
        const reply = answerCall(options, method, bearerOf(headers.authorization) ?? token, args);
        noted(wordOf(reply));
        return reply;
      };
      return { args, work, failed: noted };
    },
  };
}

function answerCall(options: WebApiOptions, name: string, token: unknown, args: Arguments): Reply {
  const context = options.context();
  try {
    const method: Method | undefined = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) throw new Refusal('unknown_method', [], { req_method: name });
    checkToken(options, name, token);
    const wait = options.limiter.retryAfter(name, textOf(args, 'channel') ?? '');
    if (wait > 0) {
      const headers = { 'retry-after': String(wait) };
      return { status: 429, body: { ok: false, error: 'ratelimited' }, headers };
    }
    return { status: 200, body: { ok: true, ...method(args, context) } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 200, body: refusalBody(error) };
  }
}

function checkToken({ botToken, appToken }: WebApiOptions, method: string, token: unknown): void {
  if (typeof token !== 'string' || token === '') throw new Refusal('not_authed');
  if (token !== botToken && token !== appToken) throw new Refusal('invalid_auth');
  const wanted = method === 'apps.connections.open' ? appToken : botToken;
  if (token !== wanted && method !== 'auth.test' && method !== 'api.test') throw new Refusal('not_allowed_token_type');
}

function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer (.+)$/i.exec(header ?? '')?.[1];
}

function wordOf({ body }: Reply): string {
  const { ok, error } = body as { ok: boolean; error?: string };
  return ok ? 'ok' : (error ?? 'error');
}
