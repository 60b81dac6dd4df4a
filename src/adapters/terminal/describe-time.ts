/** 75 -> "1 min", 7300 -> "2 h": as coarse as somebody says it. */
export const describeAge = (seconds: number): string => {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
};

export const describeSeconds = (seconds: number): string => `${seconds.toFixed(1)} s`;

/** An ISO time as people read it, still in UTC. */
export const describeMoment = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;
