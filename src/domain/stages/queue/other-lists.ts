import type { QueueEntry } from './queue-entry.ts';

type Head = Pick<QueueEntry, 'id' | 'marker' | 'size' | 'time' | 'sender'>;

const postfix =
  /^\s*([0-9A-Za-z]{6,20})([*!])?\s+(\d+)\s+([A-Z][a-z]{2} [A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d)\s+(\S+)\s*$/;
const exim =
  /^\s*(\d{1,5}[smhdw])\s+([\d.]{1,8})([KM])?\s+([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4})\s+(<[^>]{0,200}>)(.*\*\*\* frozen \*\*\*)?/;
const unit: Readonly<Record<string, number>> = { K: 1024, M: 1024 * 1024 };

/**
 * Entries as Postfix and Exim list them; hosts that hand mail to one of those show such lists. Postfix's `hold` and Exim's
 * `frozen` have the mark `!`: an administrator must act.
 */
export const readOtherEntry = (text: string): Head | undefined => {
  const ofPostfix = postfix.exec(text);
  if (ofPostfix) {
    const [, id = '', marker = '', size = '', time = '', sender = ''] = ofPostfix;
    return { id, marker: marker === '*' || marker === '!' ? marker : '', size: Number(size), time, sender };
  }
  const ofExim = exim.exec(text);
  if (!ofExim) return undefined;
  const [, age = '', size = '', letter = '', id = '', sender = '', frozen] = ofExim;
  return { id, marker: frozen ? '!' : '', size: Math.round(Number(size) * (unit[letter] ?? 1)), time: age, sender };
};
