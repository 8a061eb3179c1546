/** The limits of the product, shown in docs/limits.md. */
export const limits = {
  /** Bytes of UTF-8 in a message's text. */
  textBytes: 8192,
  /** Code points of a name that people see: a display name, the name of a group. */
  nameLength: 100,
  /** Combining marks in a row in such a name. */
  combiningMarks: 4,
  /** People in a group: where the deployment sets none, and at most. */
  groupMembers: { default: 1024, max: 10_000 },
  /** People whom a new group has beside its creator: with four actions each they fill a transaction of 100. */
  initialMembers: 24,
  /** Recipients of one publish: where the deployment sets none, and at most. */
  publishRecipients: { default: 100, max: 1000 },
  /** Seconds in which the repeat of a removal that died half-way may still set where the person's window ends. */
  finishStaySeconds: 60,
  /** Items of a page, where the caller asks for none and at most. */
  pageSize: { default: 50, max: 100 },
  /** Unread messages are counted up to so many; then it is that many or more. */
  unreadCount: 100,
  /** Bytes of JSON after which a page of messages ends before its limit. */
  pageBytes: 1_048_576,
  /** Days that a send is remembered by its `clientMessageId`. */
  sendKeyDays: 7,
  /** Minutes after a send in which its repeat publishes again. */
  republishMinutes: 10,
} as const;
