/** Remembers answers for a while, and shares one question among all who ask meanwhile. Failures are not remembered. */
export const recent = <T>(ask: (key: string) => Promise<T>, keepMs: number, most = 2000) => {
  const known = new Map<string, { readonly answer: Promise<T>; readonly until: number }>();
  return async (key: string): Promise<T> => {
    const kept = known.get(key);
    if (kept !== undefined && kept.until > Date.now()) return await kept.answer;
    const answer = ask(key);
    known.delete(key);
    known.set(key, { answer, until: Date.now() + keepMs });
    if (known.size > most) known.delete(known.keys().next().value as string);
    try {
      return await answer;
    } catch (error) {
      if (known.get(key)?.answer === answer) known.delete(key);
      throw error;
    }
  };
};
