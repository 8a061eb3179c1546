import type { Cost, Costs } from './Cost.ts';
import { toDollars } from './costTable.ts';
import { checkOfInboxCopies, inboxCopies, onePublishPerRecipient } from './peers.ts';
import { rowNames, sizes } from './rowNames.ts';

const count = (value: number): string => value.toLocaleString('en');

const costOf = (costs: Costs, name: string): Cost => {
  const cost = costs[name];
  if (cost === undefined) throw new Error(`There is no cost of "${name}".`);
  return cost;
};

const sendRow = (costs: Costs, members: number): string => {
  const here = costOf(costs, rowNames.groupMessage(members));
  const published = onePublishPerRecipient(here, members);
  const copied = inboxCopies(here, members);
  const cells = [
    [count(here.operations), count(here.writeUnits), toDollars(here)],
    [count(published.operations), count(published.writeUnits), toDollars(published)],
    [count(copied.operations), count(copied.writeUnits), toDollars(copied)],
  ].map((parts) => parts.join(' · '));
  return `| ${[count(members), ...cells].join(' | ')} |`;
};

const checkRow = (costs: Costs, conversations: number): string => {
  const here = costOf(costs, rowNames.nothingNew(conversations));
  const copied = checkOfInboxCopies(0);
  const cells = [here, copied].map((cost) =>
    [count(cost.roundTrips), count(cost.readUnits), toDollars(cost)].join(' · '),
  );
  return `| ${[count(conversations), ...cells].join(' | ')} |`;
};

/** A group message and an empty check beside two other designs, as Markdown. */
export const peerTables = (costs: Costs): string =>
  [
    'A message to a group: AppSync operations · write units · $ per million',
    '',
    '| Members | here | one publish per recipient | a copy per member |',
    '| ---: | ---: | ---: | ---: |',
    ...[...sizes.small.groups, ...sizes.large.groups].map((members) => sendRow(costs, members)),
    '',
    'A check that finds nothing: round trips · read units · $ per million',
    '',
    '| Conversations | here | a copy per member |',
    '| ---: | ---: | ---: |',
    ...[...sizes.small.inboxes, ...sizes.large.inboxes].map((conversations) => checkRow(costs, conversations)),
  ].join('\n');
