/**
 * What ids look like, as regular expressions that must match whole values. Texts, because APPSYNC_JS has no regular
 * expression literals: there `util.matches` takes them, elsewhere `RegExp`.
 */
export const patterns = {
  /** A Cognito `sub`, and every other UUID that the backend gives out. */
  uuid: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  /** A UUID of a client's making: some write them in capitals. */
  anyCaseUuid: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
  /** A UUID in any case, or a ULID. */
  clientMessageId:
    '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}',
  username: '[A-Za-z0-9_.-]{3,64}',
} as const;
