import { deletedAccount } from './deletedAccount.ts';
import { limits } from './limits.ts';
import { endOfValue, uuidPart } from './patterns.ts';

/** Members of character classes. Pairs of escapes are one character each, in Java and with JavaScript's flag `u`. */
const blanks = '\\u0020\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000';
/** Invisible characters: every Default_Ignorable_Code_Point and a few others. */
const unseen =
  '\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F' +
  '\\u2800\\u3164\\uFDD0-\\uFDEF\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\uFFFE\\uFFFF' +
  '\\uD82F\\uDCA0-\\uD82F\\uDCA3\\uD834\\uDD59\\uD834\\uDD73-\\uD834\\uDD7A\\uDB40\\uDC00-\\uDB43\\uDFFF';
/** Control characters with the line breaks among them, line and paragraph separators, bidirectional controls, halves. */
const refused =
  '\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uD800-\\uDFFF';
const joiners = '\\u00AD\\u200B-\\u200D\\u2060-\\u2064\\uFEFF';

const allowed = `[^${refused}]`;
const whole = `${allowed}{1,${limits.nameLength}}${endOfValue}`;

/** Matches a text in any case, with invisible characters in it, and with blanks of any kind and number. */
const loosely = (text: string): string =>
  text
    .split('')
    .map((letter) =>
      letter === ' ' ? `[${blanks}${unseen}]+` : `[${letter.toLowerCase()}${letter.toUpperCase()}](?:[${unseen}])*`,
    )
    .join('');

/** The display name and the username of deleted accounts. */
const ownWords = `${loosely(deletedAccount('').displayName)}|deleted-${uuidPart}`;

/**
 * The one rule for display names and group names: 1 to 100 code points, well-formed, at least one visible character, no control
 * characters, line breaks or bidirectional controls, at most 4 combining marks in a row, and not the name of deleted
 * accounts. For `util.matches` and `RegExp` with the flag `u`; names are stored as they were sent.
 */
export const publicNamePattern =
  `^(?=${whole})` +
  `(?![${blanks}${unseen}]*(?:${ownWords})[${blanks}${unseen}]*${endOfValue})` +
  `(?!${allowed}*\\p{M}(?:[${joiners}]*\\p{M}){${limits.combiningMarks}})` +
  `(?=${allowed}*[^${refused}${blanks}${unseen}\\p{M}])` +
  whole;

/** The text of a refusal; `what` is `A display name` or `A group name`. */
export const publicNameRule = (what: string): string =>
  `${what} has 1 to ${limits.nameLength} characters, at least one of them visible, without line breaks, control characters or ` +
  `text direction marks, with at most ${limits.combiningMarks} combining marks in a row, and is not the name of deleted accounts.`;
