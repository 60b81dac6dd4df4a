/** A request that could not be taken for now. The message is for the person: what did and what did not happen. */
export class NotNow extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'NotNow';
  }
}
