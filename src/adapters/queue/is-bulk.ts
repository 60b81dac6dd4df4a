import type { Place } from '../../application/ports/job-queue.ts';

/** Of one of many runs that were queued together, or by the clock: those that a person waits for go first. */
export const isBulk = (place: Place | undefined): boolean => place === undefined || place.survey !== undefined;
