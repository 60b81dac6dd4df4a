/** The part of a pino logger that is used here. Fields never hold keys, passphrases, scripts or output. */
export interface SshLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
