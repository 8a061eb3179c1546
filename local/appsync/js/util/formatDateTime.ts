import { dayNames, monthNames, parseDateTimePattern, type PatternPart } from './dateTimePattern.ts';
import { offsetAt } from './timeZone.ts';

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function formatOffset(letters: string, offset: number): string {
  if (letters.startsWith('X') && offset === 0) return 'Z';
  const minutes = Math.abs(offset) / 60_000;
  const hour = (offset < 0 ? '-' : '+') + pad(Math.floor(minutes / 60), 2);
  const rest = minutes % 60;
  if (letters.length === 3) return `${hour}:${pad(rest, 2)}`;
  return letters.toUpperCase() === 'X' && rest === 0 ? hour : hour + pad(rest, 2);
}

type Format = (local: Date, letters: string) => string;

const numeric =
  (read: (local: Date) => number): Format =>
  (local, letters) =>
    pad(read(local), letters.length);

/** By the letter of the pattern. The `Date` holds the wall clock in its UTC fields. */
const formats: Readonly<Record<string, Format>> = {
  y: (local, letters) => (letters === 'yy' ? pad(local.getUTCFullYear() % 100, 2) : pad(local.getUTCFullYear(), 4)),
  u: (local) => pad(local.getUTCFullYear(), 4),
  M: (local, letters) => {
    const name = monthNames[local.getUTCMonth()] ?? '';
    if (letters.length > 2) return letters.length === 3 ? name.slice(0, 3) : name;
    return pad(local.getUTCMonth() + 1, letters.length);
  },
  E: (local, letters) => {
    const name = dayNames[local.getUTCDay()] ?? '';
    return letters.length === 4 ? name : name.slice(0, 3);
  },
  d: numeric((local) => local.getUTCDate()),
  H: numeric((local) => local.getUTCHours()),
  h: numeric((local) => local.getUTCHours() % 12 || 12),
  m: numeric((local) => local.getUTCMinutes()),
  s: numeric((local) => local.getUTCSeconds()),
  S: (local, letters) => pad(local.getUTCMilliseconds(), 3).slice(0, letters.length),
  a: (local) => (local.getUTCHours() < 12 ? 'AM' : 'PM'),
};

/** Writes an instant by a pattern of Java's DateTimeFormatter; texts are English. */
export function formatDateTime(epochMilliseconds: number, pattern: string, timeZone: string): string {
  const offset = offsetAt(timeZone, epochMilliseconds);
  const local = new Date(epochMilliseconds + offset);
  const write = (part: PatternPart): string => {
    if ('literal' in part) return part.literal;
    const format = formats[part.letters.charAt(0)];
    return format ? format(local, part.letters) : formatOffset(part.letters, offset);
  };
  return parseDateTimePattern(pattern).map(write).join('');
}
