import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { CodeFault } from '../handler/CodeFault.ts';

/** A run of one letter, or text that stands for itself. */
export type PatternPart = { readonly letters: string } | { readonly literal: string };

const supported = new Set([
  ...['yyyy', 'uuuu', 'yy', 'M', 'MM', 'MMM', 'MMMM', 'd', 'dd', 'E', 'EEE', 'EEEE'],
  ...['H', 'HH', 'h', 'hh', 'm', 'mm', 's', 'ss', 'S', 'SS', 'SSS', 'a', 'Z', 'X', 'XX', 'XXX', 'x', 'xx', 'xxx'],
]);

/**
 * Reads a pattern of Java's DateTimeFormatter (the commonest letters) and refuses the others by name.
 * https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html
 */
export function parseDateTimePattern(pattern: string): PatternPart[] {
  const parts: PatternPart[] = [];
  const tokens = /'((?:[^']|'')*)'|([A-Za-z])\2*|'|[^A-Za-z']+/g;
  for (const [token, quoted, letter] of pattern.matchAll(tokens)) {
    if (quoted !== undefined) parts.push({ literal: quoted === '' ? "'" : quoted.replaceAll("''", "'") });
    else if (letter !== undefined) parts.push(toLetters(token, pattern));
    else parts.push(toLiteral(token, pattern));
  }
  return parts;
}

function toLetters(letters: string, pattern: string): PatternPart {
  if (!supported.has(letters)) throw new UnsupportedFeatureError(`${letters} in the date format ${pattern}`);
  return { letters };
}

function toLiteral(literal: string, pattern: string): PatternPart {
  if (literal === "'") throw new CodeFault(`the date format ${pattern} has a quote that is not closed`);
  if (/[[\]{}#]/.test(literal)) throw new UnsupportedFeatureError(`${literal} in the date format ${pattern}`);
  return { literal };
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
