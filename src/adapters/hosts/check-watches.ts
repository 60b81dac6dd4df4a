import { targetNamed } from '../../domain/command/find-hosts.ts';
import { nearestNames } from '../../domain/text/nearest-names.ts';
import type { ConfigurationProblem } from './configuration-error.ts';
import type { ConfigurationFile } from './schema.ts';
import type { YamlSource } from './yaml-source.ts';

/** Watches must name hosts or groups that are there, and have a channel to tell. */
export const checkWatches = (file: ConfigurationFile, source: YamlSource): ConfigurationProblem[] => {
  const hosts = Object.entries(file.hosts).map(([name, entry]) => ({
    name,
    address: entry?.address ?? name,
    aliases: entry?.aliases ?? [],
    groups: entry?.groups ?? [],
  }));
  const words = hosts.flatMap(({ name, aliases, groups }) => [name, ...aliases, ...groups]);
  const problems: ConfigurationProblem[] = [];
  for (const [index, watch] of (file.watch ?? []).entries()) {
    for (const [at, name] of [watch.hosts].flat().entries()) {
      if (targetNamed(name, { hosts }) !== undefined) continue;
      const [nearest] = nearestNames(name, words, 1);
      const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
      const path = ['watch', index, 'hosts', ...(Array.isArray(watch.hosts) ? [at] : [])];
      problems.push(source.problemAt(path, `"${name}" is no host or group; expected one of hosts${hint}`));
    }
    if (watch.channel === undefined && file.slack?.incidentChannel === undefined)
      problems.push(
        source.problemAt(
          ['watch', index],
          'there is no channel for its incidents; expected channel here, or slack.incidentChannel',
        ),
      );
  }
  return problems;
};

/** Escalation needs both; with one of them alone nobody would ever be called. */
export const checkEscalation = ({ incidents }: ConfigurationFile, source: YamlSource): ConfigurationProblem[] => {
  const after = incidents?.escalateAfter;
  const to = incidents?.escalateTo;
  if ((after === undefined) === (to === undefined)) return [];
  const [given, missing, example] =
    to === undefined ? ['escalateAfter', 'escalateTo', 'S0123456789'] : ['escalateTo', 'escalateAfter', '15m'];
  const message = `without ${missing} no incident is ever escalated; expected both, for example ${missing}: ${example}`;
  return [source.problemAt(['incidents', given], message)];
};
