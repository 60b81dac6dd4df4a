const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of a time as Sendmail writes it, `5m` or `1h30m`; without a unit it is in minutes. Undefined when it is none. */
export const sendmailSeconds = (text: string | undefined): number | undefined => {
  if (text === undefined || !/^(?:\d+[smhdw]?)+$/i.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([smhdw]?)/gi)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit?.toLowerCase() || 'm'] ?? 60),
    0,
  );
};
