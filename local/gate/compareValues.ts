import type { WireValue } from './wireForm.ts';

/**
 * Orders two values as sort keys are ordered: texts by their UTF-8 bytes, numbers by value.
 *
 * @returns `undefined` for values of different types, or of a type that no key has
 */
export function compareValues(one: WireValue, other: WireValue): number | undefined {
  const pair = (type: string): readonly [string, string] | undefined => {
    const [left, right] = [one[type], other[type]];
    return typeof left === 'string' && typeof right === 'string' ? [left, right] : undefined;
  };
  const texts = pair('S');
  if (texts !== undefined) return Buffer.compare(Buffer.from(texts[0]), Buffer.from(texts[1]));
  const bytes = pair('B');
  if (bytes !== undefined) return Buffer.compare(Buffer.from(bytes[0], 'base64'), Buffer.from(bytes[1], 'base64'));
  const numbers = pair('N');
  return numbers === undefined ? undefined : compareNumbers(numbers[0], numbers[1]);
}

/** Of up to 38 digits, which a JavaScript number does not hold. */
function compareNumbers(one: string, other: string): number {
  const [left, right] = [toScaled(one), toScaled(other)];
  const scale = Math.max(left.scale, right.scale);
  const [a, b] = [left, right].map(({ digits, scale: own }) => digits * 10n ** BigInt(scale - own));
  if (a === b) return 0;
  return (a ?? 0n) < (b ?? 0n) ? -1 : 1;
}

/** The number is `digits` / 10 ^ `scale`. */
function toScaled(text: string): { readonly digits: bigint; readonly scale: number } {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/.exec(text) ?? [];
  const digits = BigInt(`${whole}${fraction}` || '0');
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length - Number(exponent) };
}
