/** Names of roles and programs: they belong to nobody, and who reads a diagnosis needs them. */
const roles =
  /^(?:root|postmaster|mailer-daemon|daemon|nobody|smmsp|www-data|apache|nginx|admin|abuse|hostmaster|webmaster|no-?reply|appuser|batch|cron|oracle|sapadm)$/i;

/** FNV-1a, shortened to four hexadecimal digits: the same address gives the same pseudonym everywhere. */
const shortHash = (text: string): string => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, '0');
};

const address = /(?<![\w.+%=-])([\w.+%=-]{1,80})@([A-Za-z0-9_][\w.-]{0,200})/g;

/**
 * Mail addresses of people become stable pseudonyms that keep the domain: `user-3f2a@example.com`. Roles such as root stay. A pseudonym
 * hides a name from readers; it is no protection against somebody who tries out names.
 */
export const maskAddresses = (text: string): string =>
  text.includes('@')
    ? text.replace(address, (whole, name: string, domain: string) =>
        roles.test(name) || /^user-[0-9a-f]{4}$/.test(name)
          ? whole
          : `user-${shortHash(whole.toLowerCase())}@${domain}`,
      )
    : text;
