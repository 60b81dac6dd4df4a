/** What was said when a reply came; `content`: after the final dot. */
export type SmtpPhase =
  | 'greeting'
  | 'helo'
  | 'starttls'
  | 'auth'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'content'
  | 'quit'
  | 'unknown';
