/** The limits of the product, shown in docs/limits.md. */
export const limits = {
  /** Bytes of UTF-8 in a message's text. */
  textBytes: 8192,
  /** Code points of a display name or a group name. */
  nameLength: 100,
  /** Consecutive combining marks in such a name. */
  combiningMarks: 4,
  /** Members of a group: the default and the maximum of the deployment setting. */
  groupMembers: { default: 1024, max: 10_000 },
  /** Initial members in addition to the creator: with four actions each, they fill a transaction of 100. */
  initialMembers: 24,
  /** Recipients of one publish: the default and the maximum of the deployment setting. */
  publishRecipients: { default: 100, max: 1000 },
  /** Seconds in which the repeat of an interrupted removal may still set the end of the user's window. */
  finishStaySeconds: 60,
  /** Items of a page: the default and the maximum. */
  pageSize: { default: 50, max: 100 },
  /** The highest unread count; it stands for this many messages or more. */
  unreadCount: 100,
  /** A page of messages ends early when its JSON exceeds this number of bytes. */
  pageBytes: 1_048_576,
  /** Days for which a send is recognised by its `clientMessageId`. */
  sendKeyDays: 7,
  /** Minutes after a send in which a repeat publishes the message again. */
  republishMinutes: 10,
} as const;
