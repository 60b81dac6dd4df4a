import type { QueueEntry } from './queue-entry.ts';

const line =
  /^\s*([0-9A-F]{6,15}|[0-9A-Za-z]{10,20})([*!])?\s+(\d+)\s+([A-Z][a-z]{2} [A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d)\s+(\S+)\s*$/;

/** An entry as Postfix lists it: hexadecimal id, seconds in the time. Hosts that hand mail to a local Postfix show such lists. */
export const readPostfixEntry = (
  text: string,
): Pick<QueueEntry, 'id' | 'marker' | 'size' | 'time' | 'sender'> | undefined => {
  const match = line.exec(text);
  if (!match) return undefined;
  const [, id = '', marker = '', size = '', time = '', sender = ''] = match;
  return { id, marker: marker === '*' || marker === '!' ? marker : '', size: Number(size), time, sender };
};
