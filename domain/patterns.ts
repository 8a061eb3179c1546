/**
 * Regular expressions of ids, as texts, because APPSYNC_JS has no regular expression literals: there `util.matches` takes
 * them, elsewhere `RegExp`. They are anchored, because whether `util.matches` matches the whole value or a part of it is
 * not documented.
 */

/** The end of a value. Java's `$` also matches before a line break, and JavaScript has no `\z`. */
export const endOfValue = '(?!\\s|\\S)';

const whole = (text: string): string => `^(?:${text})${endOfValue}`;

/** A UUID in lower case, as a part of other patterns. */
export const uuidPart = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const anyCaseUuidPart = '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}';

export const patterns = {
  /** A Cognito `sub`, and every other UUID that the backend issues. */
  uuid: whole(uuidPart),
  /** A client-generated UUID: some clients write them in upper case. */
  anyCaseUuid: whole(anyCaseUuidPart),
  /** A UUID or a ULID, in any case. */
  clientMessageId: whole(`${anyCaseUuidPart}|[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}`),
  username: whole('[A-Za-z0-9_.-]{3,64}'),
} as const;
