/** Looks at one value and says what is wrong with it, in Slack's manner: a message and where. */
export type Check = (value: unknown, at: string, problems: string[]) => void;

export function problem(problems: string[], at: string, message: string): void {
  problems.push(`[ERROR] ${message} [json-pointer:${at}]`);
}

/** A string of so many characters. */
export function text(least: number, most: number): Check {
  return (value, at, problems) => {
    if (typeof value !== 'string') problem(problems, at, 'must be a string');
    else if (value.length < least) problem(problems, at, `must be more than ${least - 1} characters`);
    else if (value.length > most) problem(problems, at, `must be less than ${most + 1} characters`);
  };
}

/** A whole number between two bounds. */
export function whole(least: number, most: number): Check {
  return (value, at, problems) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) problem(problems, at, 'must be an integer');
    else if (value < least || value > most) problem(problems, at, `must be between ${least} and ${most}`);
  };
}

export const number: Check = (value, at, problems) => {
  if (typeof value !== 'number') problem(problems, at, 'must be a number');
};

export const flag: Check = (value, at, problems) => {
  if (typeof value !== 'boolean') problem(problems, at, 'must be a boolean');
};

/** One of some words. */
export function word(...words: readonly string[]): Check {
  return (value, at, problems) => {
    if (typeof value !== 'string' || !words.includes(value))
      problem(problems, at, `must be one of: ${words.join(', ')}`);
  };
}

/** An array of so many items. */
export function list(item: Check, least: number, most: number): Check {
  return (value, at, problems) => {
    if (!Array.isArray(value)) return problem(problems, at, 'must be an array');
    if (value.length < least) problem(problems, at, `no fewer than ${least} items allowed`);
    if (value.length > most) problem(problems, at, `no more than ${most} items allowed`);
    for (const [index, one] of value.entries()) item(one, `${at}/${index}`, problems);
  };
}

type Fields = Readonly<Record<string, Check>>;

/** An object with these fields and no others. */
export function shape(must: Fields, may: Fields = {}): Check {
  return (value, at, problems) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return problem(problems, at, 'must be an object');
    }
    for (const name of Object.keys(must)) {
      if (!Object.hasOwn(value, name)) problem(problems, at, `missing required field: ${name}`);
    }
    for (const [name, inner] of Object.entries(value)) {
      const check = Object.hasOwn(must, name) ? must[name] : Object.hasOwn(may, name) ? may[name] : undefined;
      if (check === undefined) problem(problems, at, `invalid additional property: ${name}`);
      else check(inner, `${at}/${name}`, problems);
    }
  };
}

/** An object whose `type` says which check it has to pass. */
export function variant(types: () => Fields): Check {
  return (value, at, problems) => {
    const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
    if (typeof type !== 'string') return problem(problems, at, 'missing required field: type');
    const known = types();
    const check = Object.hasOwn(known, type) ? known[type] : undefined;
    if (check === undefined) problem(problems, `${at}/type`, `unsupported type: ${type}`);
    else check(value, at, problems);
  };
}

/** Passes what all of the checks pass. */
export function all(...checks: readonly Check[]): Check {
  return (value, at, problems) => {
    for (const check of checks) check(value, at, problems);
  };
}

/** Demands at least one of some fields. */
export function anyOf(...names: readonly string[]): Check {
  return (value, at, problems) => {
    if (typeof value !== 'object' || value === null) return;
    if (!names.some((name) => Object.hasOwn(value, name))) {
      problem(problems, at, `missing required field: one of ${names.join(', ')}`);
    }
  };
}
