/** Members of the groups and conversations of the inboxes that are measured; the large ones take a while to fill. */
export const sizes = {
  small: { groups: [10, 100], inboxes: [10, 100] },
  large: { groups: [1_000, 10_000], inboxes: [1_000, 5_000] },
} as const;

const most = { fresh: 20, page: 50 };

/** How many new messages come into so many conversations: one each, in 20 of them at most. */
export const freshOf = (conversations: number): number => Math.min(most.fresh, conversations);

const inAll = (conversations: number): string => `${conversations.toLocaleString('en')} conversations`;

/** What a row that has a size is called. */
export const rowNames = {
  groupMessage: (members: number) => `sendGroupMessage, ${members.toLocaleString('en')} members`,
  nothingNew: (conversations: number) => `checkMessages, nothing new in ${inAll(conversations)}`,
  fresh: (conversations: number) => `checkMessages, ${freshOf(conversations)} new in ${inAll(conversations)}`,
  page: (conversations: number) =>
    `conversations, the first ${Math.min(most.page, conversations)} of ${inAll(conversations)}`,
};
