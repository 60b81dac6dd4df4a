import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  set,
  utcTime,
  utf8String,
} from './der.ts';

/** A key and its certificate, both PEM. */
export interface Identity {
  readonly key: string;
  readonly certificate: string;
}

/** A certificate authority of this process: its key is made at start and never leaves memory. */
export interface Authority {
  readonly certificate: string;
  issue(name: string, period: { readonly from: Date; readonly until: Date }): Identity;
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const commonName = (name: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), utf8String(name))));
const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  critical ? sequence(oid(id), boolean(true), octetString(value)) : sequence(oid(id), octetString(value));

const pem = (label: string, der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};

interface Content {
  readonly issuer: string;
  readonly subject: string;
  readonly from: Date;
  readonly until: Date;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
}

const certificateOf = (content: Content): string => {
  const serial = randomBytes(9);
  serial[0] = 0x01;
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    commonName(content.issuer),
    sequence(utcTime(content.from), utcTime(content.until)),
    commonName(content.subject),
    content.publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...content.extensions)),
  );
  return pem('CERTIFICATE', sequence(body, ecdsaWithSha256, bitString(sign('sha256', body, content.signer))));
};

const day = 24 * 60 * 60 * 1000;

/** Node has no certificate maker, and a key in the source would be a bad example: so both are made here, at every start. */
export const makeAuthority = (name: string): Authority => {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  return {
    certificate: certificateOf({
      issuer: name,
      subject: name,
      from: new Date(now - 400 * day),
      until: new Date(now + 400 * day),
      publicKey: own.publicKey,
      signer: own.privateKey,
      extensions: [extension('2.5.29.19', true, sequence(boolean(true)))],
    }),
    issue: (subject, period) => {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return {
        key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
        certificate: certificateOf({
          issuer: name,
          subject,
          ...period,
          publicKey: pair.publicKey,
          signer: own.privateKey,
          extensions: [extension('2.5.29.17', false, sequence(implicit(2, Buffer.from(subject))))],
        }),
      };
    },
  };
};
