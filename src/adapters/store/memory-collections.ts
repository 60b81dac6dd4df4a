import type { Collection, Collections } from '../../application/ports/collection.ts';

const openCollection = <T>(documents: Map<string, { text: string; until: number }>, keepMs: number): Collection<T> => {
  // Kept as text, as Redis does: nobody changes a document by way of what was handed out.
  const read = (id: string): T | undefined => {
    const kept = documents.get(id);
    if (kept === undefined) return undefined;
    if (kept.until > Date.now()) return JSON.parse(kept.text) as T;
    documents.delete(id);
    return undefined;
  };
  return {
    get: async (id) => read(id),
    getMany: async (ids) => ids.map(read),
    change: async (id, change) => {
      const before = read(id);
      const after = change(before);
      if (after === before) return before;
      documents.delete(id);
      if (after !== undefined) documents.set(id, { text: JSON.stringify(after), until: Date.now() + keepMs });
      return after;
    },
  };
};

/** Documents of a single process; gone when it ends. */
export const createMemoryCollections = (): Collections => {
  const all = new Map<string, Map<string, { text: string; until: number }>>();
  const sweep = setInterval(() => {
    for (const documents of all.values())
      for (const [id, { until }] of documents) if (until <= Date.now()) documents.delete(id);
  }, 60_000);
  sweep.unref();
  return {
    open<T>(name: string, keepMs = Number.POSITIVE_INFINITY) {
      const documents = all.get(name) ?? new Map<string, { text: string; until: number }>();
      all.set(name, documents);
      return openCollection<T>(documents, keepMs);
    },
    close: async () => clearInterval(sweep),
  };
};
