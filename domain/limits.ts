/** The limits of the product, shown in docs/limits.md. */
export const limits = {
  /** Bytes of UTF-8 in a message's text. */
  textBytes: 8192,
  /** Characters of a display name. */
  displayNameLength: 100,
  /** Items of a page, where the caller asks for none and at most. */
  pageSize: { default: 50, max: 100 },
  /** Bytes of JSON after which a page of messages ends before its limit. */
  pageBytes: 1_048_576,
  /** Days that a send is remembered by its `clientMessageId`. */
  sendKeyDays: 7,
  /** Minutes after a send in which its repeat publishes again. */
  republishMinutes: 10,
} as const;
