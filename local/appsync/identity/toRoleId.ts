import { createHash } from 'node:crypto';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A role's unique id in AWS's form (`AROA` and 17 more), the same at every start. */
export function toRoleId(roleArn: string): string {
  const bytes = createHash('sha256').update(roleArn).digest().subarray(0, 17);
  return `AROA${[...bytes].map((byte) => DIGITS[byte % DIGITS.length] ?? 'A').join('')}`;
}
