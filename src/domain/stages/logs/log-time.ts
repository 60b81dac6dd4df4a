const months: Readonly<Record<string, number>> = {
  Jan: 0,
  Feb: 1,
  Mar: 2,
  Apr: 3,
  May: 4,
  Jun: 5,
  Jul: 6,
  Aug: 7,
  Sep: 8,
  Oct: 9,
  Nov: 10,
  Dec: 11,
};

const day = 86_400;
const classic = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)/;
const iso = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)/;

const computeSeconds = (time: string, now: number | undefined): number | null => {
  const full = iso.exec(time);
  if (full) {
    const [year, month, date, hour, minute, second] = full.slice(1, 7).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return Date.UTC(year, month - 1, date, hour, minute, second) / 1000;
  }
  if (now === undefined) return null;
  const parts = classic.exec(time);
  const month = months[parts?.[1] ?? ''];
  if (!parts || month === undefined) return null;
  const in_ = (year: number): number =>
    Date.UTC(year, month, Number(parts[2]), Number(parts[4]), Number(parts[5]), Number(parts[6])) / 1000;
  if (parts[3]) return in_(Number(parts[3]));
  const year = new Date(now * 1000).getUTCFullYear();
  const guess = in_(year);
  return guess > now + day ? in_(year - 1) : guess;
};

/**
 * Seconds since 1970 of a log time **by the host's own clock** (its zone is ignored on both sides, so differences are right).
 * Log times have no year: it is chosen so that the time is not after `now`. Null without `now`, or when unreadable.
 */
export const secondsOf = (time: string, now: number | undefined): number | null => createTimeReader(now)(time);

/** Like `secondsOf`, for many lines: neighbours mostly have the same time, which is then read once. */
export const createTimeReader = (now: number | undefined): ((time: string) => number | null) => {
  let lastTime = '';
  let lastSeconds: number | null = null;
  return (time) => {
    if (time !== lastTime) {
      lastSeconds = computeSeconds(time, now);
      lastTime = time;
    }
    return lastSeconds;
  };
};
