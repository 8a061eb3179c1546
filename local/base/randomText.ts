import { randomInt } from 'node:crypto';

const upperCase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lowerCase = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

/** The alphabets of AWS's generated ids. */
export const alphabets = {
  lower: `${lowerCase}${digits}`,
  upper: `${upperCase}${digits}`,
  mixed: `${upperCase}${lowerCase}${digits}`,
} as const;

/** So many characters of the alphabet, from the cryptographic generator: some of these are secrets. */
export function randomText(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
