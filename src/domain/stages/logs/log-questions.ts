import type { Delivery, MailLog } from './maillog.ts';

/** Last outcome of each message for each of its recipients, in log order. Bounces and messages only queued are left out. */
export const finalDeliveries = (log: MailLog): readonly Delivery[] => {
  const last = new Map<string, Delivery>();
  log.deliveries.forEach((delivery, index) => {
    if (delivery.bounceOf !== '' || delivery.outcome === 'queued') return;
    const key = delivery.id === '' ? `line ${index}` : `${delivery.id} ${delivery.recipient}`;
    last.delete(key);
    last.set(key, delivery);
  });
  const ids = new Set([...last.values()].map((delivery) => delivery.id));
  // `Sent (NEWID Message accepted for delivery)` by the daemon of this host: what happened to NEWID is the outcome.
  return [...last.values()].filter((delivery) => {
    const handedTo =
      delivery.place === 'own-host' && delivery.outcome === 'sent'
        ? /\(([0-9A-Za-z]{8,20}) /.exec(delivery.stat)?.[1]
        : undefined;
    return handedTo === undefined || !ids.has(handedTo);
  });
};

const rank: Readonly<Record<Delivery['place'], number>> = { local: 0, 'own-host': 1, relay: 2 };

/** The last delivery that got as far as `place`: to the relay, to the own daemon, or into a local mailbox. */
export const lastSuccess = (
  deliveries: readonly Delivery[],
  place: Delivery['place'] = 'relay',
): Delivery | undefined =>
  deliveries.findLast(
    (delivery) =>
      delivery.outcome === 'sent' &&
      (place === 'local' ? delivery.place === 'local' : rank[delivery.place] >= rank[place]),
  );

/**
 * Failures that count: later in the log than the last success on the same or a longer way. A smart host is cleared only by its own
 * success, not by mail that went elsewhere; mail delivered directly by any, since its servers differ with each domain. `isSmartHost`
 * tells which deliveries go to one; without a configuration to ask, those of the mailer `relay`.
 */
export const failuresSinceSuccess = (
  deliveries: readonly Delivery[],
  isSmartHost: (delivery: Delivery) => boolean = ({ mailer }) => mailer === 'relay',
): readonly Delivery[] => {
  const until: Record<Delivery['place'], number> = {
    local: lastSuccess(deliveries, 'local')?.line ?? -1,
    'own-host': lastSuccess(deliveries, 'own-host')?.line ?? -1,
    relay: lastSuccess(deliveries, 'relay')?.line ?? -1,
  };
  const untilByRelay = new Map<string, number>();
  for (const { outcome, place, relay, line } of deliveries)
    if (outcome === 'sent' && place === 'relay') untilByRelay.set(relay, line);
  const clearedAt = (delivery: Delivery): number =>
    delivery.place === 'relay' && isSmartHost(delivery)
      ? (untilByRelay.get(delivery.relay) ?? -1)
      : until[delivery.place];
  return deliveries.filter((delivery) => delivery.outcome !== 'sent' && delivery.line > clearedAt(delivery));
};
