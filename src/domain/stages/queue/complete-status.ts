/** Ends of Sendmail's status texts that name the cause; mailq cuts the text at 60 characters, often in the middle of one. */
const ends = [
  'host name lookup failure',
  'host not found',
  'no data known',
  'Connection refused by',
  'Connection timed out with',
  'Connection reset by',
  'Network is unreachable',
  'No route to host',
  'Host is unreachable',
  'Temporary AUTH failure',
  'TLS handshake failed',
  'Insufficient disk space',
  'Relay access denied',
  'Sender address rejected: Domain not found',
  'Recipient address rejected: Greylisted',
  'Recipient address rejected: User unknown',
  'sending rate exceeded',
  'message quota exceeded',
  'reply: read error from',
  'exited with EX_TEMPFAIL',
];
const cutLength = 50;

/** A status that was cut in the middle of a known text, completed; any other one unchanged. */
export const completeStatus = (status: string): string => {
  if (status.length < cutLength) return status;
  for (const end of ends) {
    for (let length = end.length - 1; length >= 6; length--) {
      if (status.endsWith(end.slice(0, length)) && /[\s:(]$/.test(status.slice(0, status.length - length)))
        return status + end.slice(length);
    }
  }
  return status;
};
