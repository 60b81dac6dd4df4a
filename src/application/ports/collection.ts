/** Documents of one kind by id, as JSON, shared by all processes. Every method is atomic for one document. */
export interface Collection<T> {
  get(id: string): Promise<T | undefined>;
  /** In the order of `ids`. */
  getMany(ids: readonly string[]): Promise<readonly (T | undefined)[]>;
  /**
   * Applies `change` to the newest document, or to undefined when there is none, and keeps the result; repeats when somebody else
   * changed it meanwhile. The same object back writes nothing; undefined removes it. Resolves with what is kept.
   */
  change(id: string, change: (now: T | undefined) => T | undefined): Promise<T | undefined>;
}

/** The shelves of this installation; the same name gives the same documents in every process. */
export interface Collections {
  /** `keepMs`: a document that is left alone for so long is gone; for ever when left out. */
  open<T>(name: string, keepMs?: number): Collection<T>;
  close(): Promise<void>;
}
