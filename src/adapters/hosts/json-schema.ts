import { z } from 'zod';
import { configurationSchema } from './schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** JSON Schema of stuckmail.yaml, for editors. */
export const configurationJsonSchema = (): JsonSchema => z.toJSONSchema(configurationSchema, { io: 'input' });

const objectsIn = (schema: JsonSchema): JsonSchema[] =>
  [schema, ...(schema.anyOf ?? [])].filter((part): part is JsonSchema => typeof part === 'object');

const schemaBelow = (schema: JsonSchema, step: string): JsonSchema | undefined => {
  for (const part of objectsIn(schema)) {
    const next = part.properties?.[step] ?? part.additionalProperties ?? part.items;
    if (typeof next === 'object' && !Array.isArray(next)) return next;
  }
  return undefined;
};

/** The keys that a map at `path` may have. */
export const knownKeysAt = (path: readonly (string | number)[]): string[] => {
  let schema: JsonSchema | undefined = configurationJsonSchema();
  for (const step of path) schema = schema === undefined ? undefined : schemaBelow(schema, String(step));
  return schema === undefined ? [] : objectsIn(schema).flatMap((part) => Object.keys(part.properties ?? {}));
};
