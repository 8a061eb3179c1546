import { CodeFault } from '../handler/CodeFault.ts';

const fixedOffset = /^(?:UTC|GMT|UT)?([+-])(\d{1,2}):?(\d{2})?$/;
const formats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
    return format;
  } catch {
    throw new CodeFault(`there is no time zone ${timeZone}`);
  }
}

function toMilliseconds(sign: string | undefined, hours: string, minutes: string | undefined): number {
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? '0')) * 60_000;
}

/** How far the zone's wall clock is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(timeZone: string, epochMilliseconds: number): number {
  if (timeZone === 'UTC' || timeZone === 'GMT' || timeZone === 'Z') return 0;
  const fixed = fixedOffset.exec(timeZone);
  if (fixed?.[2] !== undefined) return toMilliseconds(fixed[1], fixed[2], fixed[3]);
  if (!timeZone.includes('/')) throw new CodeFault(`there is no time zone ${timeZone}`);
  const parts = zoneFormat(timeZone).formatToParts(epochMilliseconds);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const offset = /^GMT([+-])(\d{2}):(\d{2})/.exec(name);
  return offset?.[2] === undefined ? 0 : toMilliseconds(offset[1], offset[2], offset[3]);
}

/**
 * The instant at which the zone's wall clock shows a time, given as the milliseconds that UTC would have there. As Java
 * does, a time that comes twice is the earlier one, and a time that is skipped moves on by the gap.
 */
export function instantOf(timeZone: string, wallClock: number): number {
  const day = 86_400_000;
  const before = offsetAt(timeZone, wallClock - day);
  const after = offsetAt(timeZone, wallClock + day);
  const candidates = [wallClock - before, wallClock - after];
  const fitting = candidates.filter((instant) => instant + offsetAt(timeZone, instant) === wallClock);
  return fitting.length > 0 ? Math.min(...fitting) : wallClock - before;
}
