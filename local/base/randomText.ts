import { randomInt } from 'node:crypto';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/** The alphabets of AWS's generated ids. */
export const ALPHABET = {
  lower: `${LOWER}${DIGITS}`,
  upper: `${UPPER}${DIGITS}`,
  mixed: `${UPPER}${LOWER}${DIGITS}`,
} as const;

/** So many characters of the alphabet, from the cryptographic generator: some of these are secrets. */
export const randomText = (length: number, alphabet: string): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
