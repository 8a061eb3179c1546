import type { Clock } from '../../../base/Clock.ts';
import { isAbsent, toNumber, toText } from '../handler/arguments.ts';
import { CodeFault } from '../handler/CodeFault.ts';
import type { HostFunctions } from '../handler/HostFunctions.ts';
import { formatDateTime } from './formatDateTime.ts';
import { parseDateTime } from './parseDateTime.ts';

const iso8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

function toInstant(value: unknown): number {
  const milliseconds = toNumber(value, 'the time');
  if (!Number.isInteger(milliseconds) || Math.abs(milliseconds) > 8.64e15)
    throw new CodeFault('the time is out of range');
  return milliseconds;
}

function parseIso8601(value: unknown): number {
  const text = toText(value, 'the time');
  const milliseconds = iso8601.test(text) ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1')) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw new CodeFault(`the time ${text} is not of ISO 8601`);
  return milliseconds;
}

function toZone(timeZone: unknown): string {
  return isAbsent(timeZone) ? 'UTC' : toText(timeZone, 'the time zone');
}

/** `util.time`, by the runtime's clock: https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html */
export function createTime(clock: Clock): HostFunctions {
  const now = (): number => Math.floor(clock.now());
  return {
    nowISO8601: () => new Date(now()).toISOString(),
    nowEpochSeconds: () => Math.floor(now() / 1000),
    nowEpochMilliSeconds: () => now(),
    nowFormatted: (format, timeZone) => formatDateTime(now(), toText(format, 'the format'), toZone(timeZone)),
    parseFormattedToEpochMilliSeconds: (text, format, timeZone) =>
      parseDateTime(toText(text, 'the time'), toText(format, 'the format'), toZone(timeZone)),
    parseISO8601ToEpochMilliSeconds: parseIso8601,
    epochMilliSecondsToSeconds: (milliseconds) => Math.floor(toInstant(milliseconds) / 1000),
    epochMilliSecondsToISO8601: (milliseconds) => new Date(toInstant(milliseconds)).toISOString(),
    epochMilliSecondsToFormatted: (milliseconds, format, timeZone) =>
      formatDateTime(toInstant(milliseconds), toText(format, 'the format'), toZone(timeZone)),
  };
}
