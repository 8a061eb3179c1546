import { expect } from 'vitest';
import type { Crowd } from './Crowd.ts';
import type { CrowdSend } from './sendToCrowd.ts';

/** Of infra/functions.ts; AppSync itself gives a request 30: https://docs.aws.amazon.com/general/latest/gr/appsync.html */
const functionSeconds = 25;
const mostRecipients = 100;
const mostPublishBytes = 200_000;
/** DynamoDB's page of a query is 1 MB, and a membership has about 150 bytes. */
const membersPerPage = 5_000;

/** One write, every socket served, and every limit kept. */
export const expectFanOut = (crowd: Pick<Crowd, 'inboxes'>, size: number, send: CrowdSend): void => {
  const { message, cost, publishes } = send;
  const writes = cost.calls.filter(({ writeUnits }) => writeUnits > 0);
  const reads = cost.calls.filter(({ readUnits }) => readUnits > 0);
  expect(writes.map(({ operation }) => operation)).toEqual(['TransactWriteItems']);
  expect(reads.length).toBeLessThanOrEqual(2 + Math.ceil(size / membersPerPage));

  expect(publishes).toHaveLength(Math.ceil(size / mostRecipients));
  expect(Math.max(...publishes.map(({ recipientIds }) => recipientIds.length))).toBeLessThanOrEqual(mostRecipients);
  expect(Math.max(...publishes.map(({ bytes }) => bytes))).toBeLessThan(mostPublishBytes);
  expect(new Set(publishes.flatMap(({ recipientIds }) => recipientIds)).size).toBe(size);

  for (const inbox of crowd.inboxes.flat()) {
    expect(inbox.received.filter(({ id }) => id === message.id)).toEqual([message]);
  }
  expect(send.answeredAfter).toBeLessThan(functionSeconds * 1000);
};

/** How it went, for docs/performance.md. */
export const fanOutReport = (crowd: Crowd, size: number, send: CrowdSend): string => {
  const { cost, publishes, answeredAfter, deliveredAfter } = send;
  const largest = Math.max(...publishes.map(({ bytes }) => bytes));
  return [
    `${size} members`,
    `${crowd.inboxes.flat().length} sockets`,
    `${cost.calls.length} calls`,
    `${cost.writeUnits} write units`,
    `${cost.readUnits} read units`,
    `${publishes.length} publishes of at most ${largest} bytes`,
    `answered after ${answeredAfter.toFixed(0)} ms`,
    `all delivered after ${deliveredAfter.toFixed(0)} ms`,
  ].join(', ');
};
