import { CodeFault } from '../handler/CodeFault.ts';
import { dayNames, monthNames, parseDateTimePattern, type PatternPart } from './dateTimePattern.ts';
import { instantOf } from './timeZone.ts';

function shortNames(names: readonly string[]): string[] {
  return names.map((name) => name.slice(0, 3));
}

/** What a run of letters may stand for in the text, where it is not just digits of that number. */
const expressions: Readonly<Record<string, string>> = {
  M: '\\d{1,2}',
  MMM: shortNames(monthNames).join('|'),
  MMMM: monthNames.join('|'),
  d: '\\d{1,2}',
  E: shortNames(dayNames).join('|'),
  EEE: shortNames(dayNames).join('|'),
  EEEE: dayNames.join('|'),
  H: '\\d{1,2}',
  h: '\\d{1,2}',
  m: '\\d{1,2}',
  s: '\\d{1,2}',
  a: 'AM|PM',
  Z: '[+-]\\d{4}',
  X: 'Z|[+-]\\d{2}(?:\\d{2})?',
  XX: 'Z|[+-]\\d{4}',
  XXX: 'Z|[+-]\\d{2}:\\d{2}',
  x: '[+-]\\d{2}(?:\\d{2})?',
  xx: '[+-]\\d{4}',
  xxx: '[+-]\\d{2}:\\d{2}',
};

function expressionFor(letters: string): string {
  return expressions[letters] ?? `\\d{${letters.length}}`;
}

function escapeLiteral(literal: string): string {
  return literal.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

type Fields = ReadonlyMap<string, string>;

/** The text of each field by its letter. */
function readFields(text: string, parts: readonly PatternPart[]): Fields | null {
  const letters = parts.flatMap((part) => ('letters' in part ? [part.letters] : []));
  const source = parts.map((part) =>
    'literal' in part ? escapeLiteral(part.literal) : `(${expressionFor(part.letters)})`,
  );
  const found = new RegExp(`^${source.join('')}$`).exec(text);
  if (!found) return null;
  return new Map(letters.map((run, index) => [run.charAt(0), found[index + 1] ?? '']));
}

function monthOf(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  if (/^\d/.test(text)) return Number(text) - 1;
  return shortNames(monthNames).indexOf(text.slice(0, 3));
}

function hourOf(fields: Fields): number {
  const halfDay = fields.get('h');
  if (halfDay === undefined) return Number(fields.get('H') ?? Number.NaN);
  const period = fields.get('a');
  if (period === undefined || Number(halfDay) < 1 || Number(halfDay) > 12) return Number.NaN;
  return (Number(halfDay) % 12) + (period === 'PM' ? 12 : 0);
}

function yearOf(fields: Fields): number {
  const year = fields.get('y') ?? fields.get('u') ?? 'none';
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function wallClockOf(fields: Fields): number {
  const numberOf = (letter: string, otherwise: number): number => Number(fields.get(letter) ?? otherwise);
  const milliseconds = Number((fields.get('S') ?? '0').padEnd(3, '0'));
  const day = [yearOf(fields), monthOf(fields.get('M')), numberOf('d', Number.NaN)] as const;
  const time = [hourOf(fields), numberOf('m', 0), numberOf('s', 0)] as const;
  const wallClock = Date.UTC(...day, ...time, milliseconds);
  if (Number.isNaN(wallClock)) return wallClock;
  const read = new Date(wallClock);
  // A day or hour that does not exist moves on to another one.
  const found = [read.getUTCMonth(), read.getUTCDate(), read.getUTCHours(), read.getUTCMinutes(), read.getUTCSeconds()];
  const exists = [day[1], day[2], ...time].every((value, index) => value === found[index]);
  const weekday = fields.get('E') ?? '';
  const isWeekday = dayNames[read.getUTCDay()]?.startsWith(weekday.slice(0, 3)) === true;
  return exists && isWeekday ? wallClock : Number.NaN;
}

/**
 * Reads a text by a pattern of Java's DateTimeFormatter. It has to hold a whole date and an hour; an offset in the text
 * goes before the time zone.
 */
export function parseDateTime(text: string, pattern: string, timeZone: string): number {
  const fields = readFields(text, parseDateTimePattern(pattern));
  const wallClock = fields ? wallClockOf(fields) : Number.NaN;
  if (!fields || Number.isNaN(wallClock)) throw new CodeFault(`the time ${text} is not of the format ${pattern}`);
  const offset = fields.get('X') ?? fields.get('x') ?? fields.get('Z');
  return instantOf(offset ?? timeZone, wallClock);
}
