/** The few ASN.1 types that a certificate is made of, in their binary (DER) form. */
const wrap = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size: number[] = [];
  for (let rest = body.length; rest > 0; rest >>= 8) size.unshift(rest & 0xff);
  const head = body.length < 128 ? [tag, body.length] : [tag, 0x80 | size.length, ...size];
  return Buffer.concat([Buffer.from(head), body]);
};

const oidBytes = (dotted: string): number[] => {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of others) {
    const groups = [part & 0x7f];
    for (let rest = part >> 7; rest > 0; rest >>= 7) groups.unshift(0x80 | (rest & 0x7f));
    bytes.push(...groups);
  }
  return bytes;
};

export const sequence = (...parts: readonly Uint8Array[]): Buffer => wrap(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => wrap(0x31, ...parts);
/** `positive`: most significant byte first, its top bit clear. */
export const integer = (positive: Uint8Array): Buffer => wrap(0x02, positive);
export const boolean = (value: boolean): Buffer => wrap(0x01, Buffer.from([value ? 0xff : 0]));
export const oid = (dotted: string): Buffer => wrap(0x06, Buffer.from(oidBytes(dotted)));
export const utf8String = (text: string): Buffer => wrap(0x0c, Buffer.from(text));
export const octetString = (bytes: Uint8Array): Buffer => wrap(0x04, bytes);
export const bitString = (bytes: Uint8Array): Buffer => wrap(0x03, Buffer.from([0]), bytes);
/** A constructed context tag, written `[number]` in ASN.1. */
export const explicit = (number: number, ...parts: readonly Uint8Array[]): Buffer => wrap(0xa0 | number, ...parts);
/** A primitive context tag. */
export const implicit = (number: number, bytes: Uint8Array): Buffer => wrap(0x80 | number, bytes);
/** GeneralizedTime would do after 2050; the demo's certificates live for days. */
export const utcTime = (time: Date): Buffer => {
  const digits = time.toISOString().replace(/\D/g, '').slice(2, 14);
  return wrap(0x17, Buffer.from(`${digits}Z`));
};
