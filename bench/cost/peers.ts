import type { Cost } from './Cost.ts';

/**
 * Two designs that others published, computed for the same message to the same group: all that they do not decide is as
 * it is here. Both are in https://github.com/theburningmonk/appsyncmasterclass-backend, the code of a course on AppSync.
 */

/** `functions/notify-dmed.js`: one mutation for each person who is to hear of a message, the sender left out. */
export const onePublishPerRecipient = (here: Cost, members: number): Cost => ({
  ...here,
  operations: 1 + (members - 1),
});

/** What a row with a text of 700 bytes takes; a copy is written plainly, not in a transaction. */
const unitsPerCopy = 1;

/** BatchWriteItem takes so many. */
const copiesPerCall = 25;

/** `functions/distribute-tweets.js`: a function behind the table's stream copies what was written to every person's own list. */
export const inboxCopies = (here: Cost, members: number): Cost => ({
  ...here,
  invocations: here.invocations + 1,
  calls: here.calls + Math.ceil(members / copiesPerCall),
  writeUnits: here.writeUnits + members * unitsPerCopy,
  roundTrips: here.roundTrips + 1,
});

const bytesPerReadUnit = 4_096;
const bytesPerCopy = 1_024;

/** The price of those copies comes back at the check: one Query of one's own list, from a resolver without a function. */
export const checkOfInboxCopies = (newMessages: number): Cost => ({
  operations: 1,
  deliveries: 0,
  invocations: 0,
  calls: 1,
  readUnits: Math.max(1, Math.ceil((newMessages * bytesPerCopy) / bytesPerReadUnit)),
  writeUnits: 0,
  roundTrips: 1,
});
