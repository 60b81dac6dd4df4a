import type { Message } from '../host-state.ts';
import { type FileContext, fullName } from './host-file.ts';

/** One message with the things that Sendmail gives it. */
export interface Post {
  readonly message: Message;
  /** Queue id as on AIX: eight characters and an eight-digit process number. */
  readonly id: string;
  readonly pid: number;
  /** Id and process of the delivery try, and of the bounce. */
  readonly tryPid: number;
  readonly bounceId: string;
  readonly at: Date;
  readonly from: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Sendmail's time stamp of a queue id: year, month, day, hour, minute and second as one character each, then two of a counter. */
const stampOf = (time: Date, counter: number): string => {
  const digit = (value: number): string => (value < 10 ? String(value) : (letters[value - 10] ?? 'z'));
  return [
    digit((time.getFullYear() - 1900) % 60),
    letters[time.getMonth()],
    digit(time.getDate()),
    letters[time.getHours()],
    digit(time.getMinutes()),
    digit(time.getSeconds()),
    letters[counter % 26],
    letters[(counter * 7 + 3) % 52],
  ].join('');
};

export const postsOf = (context: FileContext): Post[] =>
  context.state.messages.map((message, index) => {
    const at = new Date(context.now.getTime() - message.minutesAgo * 60_000);
    const pid = 12_976_156 + index * 131_074;
    return {
      message,
      at,
      pid,
      id: `${stampOf(at, index)}${pid}`,
      tryPid: pid + 65_538,
      bounceId: `${stampOf(at, index + 9)}${pid + 65_538}`,
      from: `${message.sender}@${fullName(context)}`,
    };
  });

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');
const dayOf = (time: Date): string => `${months[time.getMonth()] ?? ''} ${String(time.getDate()).padStart(2)}`;
const minuteOf = (time: Date): string => `${two(time.getHours())}:${two(time.getMinutes())}`;

/** `Nov 22 13:31:27`, in the machine's own zone, as its `date` has it. */
export const logTime = (time: Date): string => `${dayOf(time)} ${minuteOf(time)}:${two(time.getSeconds())}`;

/** `Sun Nov 22 13:31`. */
export const queueTime = (time: Date): string => `${days[time.getDay()] ?? ''} ${dayOf(time)} ${minuteOf(time)}`;

/** `Sun, 22 Nov 2026 13:31:27 +0000`, in UTC. */
export const mailTime = (time: Date): string => time.toUTCString().replace('GMT', '+0000');
