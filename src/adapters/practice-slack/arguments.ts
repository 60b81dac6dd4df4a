import { Refusal } from './refusal.ts';

/** What a caller sent, as plain values; a form gives strings only, a JSON body gives anything. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A text argument; empty counts as absent, as in a form. */
export function textOf(args: Arguments, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text argument that must be there. */
export function required(args: Arguments, name: string, error = 'invalid_arguments'): string {
  const value = textOf(args, name);
  if (value === undefined) throw new Refusal(error, [`[ERROR] missing required field: ${name}`]);
  return value;
}

export function flagOf(args: Arguments, name: string): boolean {
  const value = args[name];
  return value === true || value === 'true' || value === '1' || value === 1;
}

export function numberOf(args: Arguments, name: string, fallback: number): number {
  const value = Number(args[name] ?? fallback);
  if (!Number.isInteger(value)) throw new Refusal('invalid_arguments', [`[ERROR] not a whole number: ${name}`]);
  return value;
}

/** An argument that is JSON in a form and a value in a JSON body; undefined when absent. */
export function jsonOf(args: Arguments, name: string, error: string): unknown {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new Refusal(error, [`[ERROR] ${name} is not JSON: ${(cause as Error).message}`]);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
