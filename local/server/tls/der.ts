/**
 * The few ASN.1 types that a certificate is made of, in their distinguished encoding.
 * https://www.itu.int/rec/T-REC-X.690
 */
export const der = {
  boolean: (value: boolean): Buffer => encode(0x01, Buffer.from([value ? 0xff : 0x00])),
  /** An unsigned integer, most significant byte first. */
  integer: (bytes: Uint8Array): Buffer => encode(0x02, toUnsigned(bytes)),
  /** Bits are numbered from the most significant one; the last byte's lowest `unused` bits do not count. */
  bitString: (bytes: Uint8Array, unused = 0): Buffer => encode(0x03, Buffer.from([unused]), bytes),
  octetString: (bytes: Uint8Array): Buffer => encode(0x04, bytes),
  objectId: (dotted: string): Buffer => encode(0x06, toObjectId(dotted)),
  utf8String: (text: string): Buffer => encode(0x0c, Buffer.from(text, 'utf8')),
  sequence: (...parts: readonly Uint8Array[]): Buffer => encode(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]): Buffer => encode(0x31, ...parts),
  /** `[n]` around a type that keeps its own tag. */
  explicit: (tag: number, ...parts: readonly Uint8Array[]): Buffer => encode(0xa0 | tag, ...parts),
  /** `[n]` in the place of a primitive type's own tag. */
  implicit: (tag: number, bytes: Uint8Array): Buffer => encode(0x80 | tag, bytes),
  time: toTime,
};

function encode(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...toLength(content.length)]), content]);
}

function toLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

/** A leading zero keeps the number positive; one that is not needed for that is not allowed. */
function toUnsigned(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.from([0]) : Buffer.from(bytes.subarray(first));
  return (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.from([0]), digits]);
}

function toObjectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return Buffer.from([first * 40 + second, ...rest.flatMap(toBase128)]);
}

function toBase128(value: number): readonly number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 | (rest % 128));
  return bytes;
}

/** Two digits of the year until 2049, four from 2050: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
function toTime(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? encode(0x17, Buffer.from(digits.slice(2))) : encode(0x18, Buffer.from(digits));
}
