import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './command.ts';

/** Certificates of the relay: a good one of the lab's own CA, and the usual bad ones. The CA that hosts trust is `ca.pem`. */
export const makeCertificates = async (directory: string): Promise<void> => {
  const at = (name: string): string => join(directory, name);
  const key = (name: string): Promise<string> =>
    must('openssl', ['ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', at(`${name}.key`)]);
  const authority = async (name: string): Promise<void> => {
    await key(name);
    await must('openssl', [
      'req',
      '-x509',
      '-new',
      '-key',
      at(`${name}.key`),
      '-subj',
      `/O=Lab/CN=Lab ${name}`,
      '-days',
      '30',
      '-out',
      at(`${name}.pem`),
    ]);
  };
  const leaf = async (name: string, host: string, issuer: string, dates: readonly string[]): Promise<void> => {
    await key(name);
    await must('openssl', [
      'req',
      '-new',
      '-key',
      at(`${name}.key`),
      '-subj',
      `/CN=${host}`,
      '-out',
      at(`${name}.csr`),
    ]);
    writeFileSync(at(`${name}.ext`), `subjectAltName=DNS:${host}\n`);
    writeFileSync(at(`${name}.index`), '');
    writeFileSync(
      at(`${name}.cnf`),
      `[ca]\ndefault_ca=lab\n[lab]\ndatabase=${at(`${name}.index`)}\nnew_certs_dir=${directory}\nrand_serial=yes\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n`,
    );
    await must('openssl', [
      'ca',
      '-batch',
      '-notext',
      '-config',
      at(`${name}.cnf`),
      '-cert',
      at(`${issuer}.pem`),
      '-keyfile',
      at(`${issuer}.key`),
      '-in',
      at(`${name}.csr`),
      '-extfile',
      at(`${name}.ext`),
      '-out',
      at(`${name}.pem`),
      ...dates,
    ]);
  };
  await Promise.all([authority('ca'), authority('strange')]);
  await Promise.all([
    leaf('good', 'smtp.relay.test', 'ca', ['-days', '20']),
    leaf('other-name', 'mx7.provider.test', 'ca', ['-days', '20']),
    leaf('expired', 'smtp.relay.test', 'ca', ['-startdate', '20250101000000Z', '-enddate', '20250301000000Z']),
    leaf('not-yet', 'smtp.relay.test', 'ca', ['-startdate', '20460101000000Z', '-enddate', '20470101000000Z']),
    leaf('other-ca', 'smtp.relay.test', 'strange', ['-days', '20']),
    key('self-signed').then(() =>
      must('openssl', [
        'req',
        '-x509',
        '-new',
        '-key',
        at('self-signed.key'),
        '-subj',
        '/CN=smtp.relay.test',
        '-addext',
        'subjectAltName=DNS:smtp.relay.test',
        '-days',
        '20',
        '-out',
        at('self-signed.pem'),
      ]),
    ),
  ]);
};
