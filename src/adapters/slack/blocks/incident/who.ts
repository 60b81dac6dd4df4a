import type { Incident } from '../../../../domain/incident/incident.ts';
import { type Element, mention, moment, plain } from '../rich-text.ts';

/** Who has it in hand, and what is held back; one phrase each. */
const phrases = (incident: Incident): readonly (readonly Element[])[] => {
  const { acknowledged, assigned, snoozed, silenced, escalatedAt, proving } = incident;
  return [
    ...(assigned === undefined ? [] : [[plain('Assigned to '), mention(assigned.to)]]),
    ...(acknowledged === undefined
      ? []
      : [[plain('Acknowledged by '), mention(acknowledged.by), plain(', '), moment(acknowledged.at)]]),
    ...(proving === undefined ? [] : [[plain('A fix is being proved since '), moment(proving.at)]]),
    ...(snoozed === undefined ? [] : [[plain('Snoozed until '), moment(snoozed.until)]]),
    ...(silenced === undefined
      ? []
      : [[plain('Cause silenced'), ...(silenced.until === null ? [] : [plain(' until '), moment(silenced.until)])]]),
    ...(escalatedAt === undefined ? [] : [[plain('Escalated '), moment(escalatedAt)]]),
  ];
};

/** Who is at it and who is not called, for the root message. */
export const whoElements = (incident: Incident): readonly Element[] => {
  const all = phrases(incident);
  if (incident.state === 'open' && incident.acknowledged === undefined && incident.assigned === undefined)
    return [plain('Nobody has taken it yet'), ...all.flatMap((phrase) => [plain(' · '), ...phrase])];
  return all.flatMap((phrase, index) => (index === 0 ? phrase : [plain(' · '), ...phrase]));
};
