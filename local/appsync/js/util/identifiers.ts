import { randomBytes } from 'node:crypto';

function toDigits(value: bigint, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length);
  let rest = value;
  let digits = '';
  while (digits.length < length) {
    digits = alphabet.charAt(Number(rest % base)) + digits;
    rest /= base;
  }
  return digits;
}

function toInteger(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** 48 bits of milliseconds and 80 random bits in Crockford's base 32: https://github.com/ulid/spec */
export function createUlid(now: number): string {
  return toDigits(
    (BigInt(Math.floor(now)) << 80n) | toInteger(randomBytes(10)),
    '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
    26,
  );
}

const ksuidEpochSeconds = 1_400_000_000;
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 32 bits of seconds and 128 random bits in base 62: https://github.com/segmentio/ksuid */
export function createKsuid(now: number): string {
  const seconds = BigInt(Math.floor(now / 1000) - ksuidEpochSeconds);
  return toDigits((BigInt.asUintN(32, seconds) << 128n) | toInteger(randomBytes(16)), base62, 27);
}
