import { isMap, parseDocument } from 'yaml';
import type { Host } from '../../domain/host/host.ts';
import { parseConfiguration } from '../hosts/load-configuration.ts';

/** A file without hosts is refused everywhere else; an import is how it comes to have some. */
const hasNoHosts = (text: string): boolean => {
  const document = parseDocument(text, { uniqueKeys: false });
  if (document.errors.length > 0) return false;
  if (document.contents === null) return true;
  if (!isMap(document.contents)) return false;
  const hosts: unknown = document.get('hosts');
  return hosts === null || hosts === undefined || (isMap(hosts) && hosts.items.length === 0);
};

/** The hosts of the text of stuckmail.yaml. Throws ConfigurationError where it can't be used. */
export const readExistingHosts = (path: string, text: string): readonly Host[] =>
  hasNoHosts(text) ? [] : parseConfiguration(path, text).inventory.hosts;
