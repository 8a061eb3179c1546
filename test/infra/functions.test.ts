import { describe, expect, it } from 'vitest';
import { retryBudgetMs as departureBudgetMs } from '../../functions/deleteAccount/leaveGroups.ts';
import { apiTimeoutMs } from '../../functions/lib/lambda/callApi.ts';
import { publishTries } from '../../functions/lib/send/createPublisher.ts';
import { retryBudgetMs } from '../../functions/lib/send/storeMessage.ts';
import { functions, triggers, type FunctionShape } from '../../infra/functions.ts';

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html: request execution time for mutations, queries, and subscriptions */
const appsyncSeconds = 30;
/** The last attempt within a budget still has to run. */
const lastAttemptMs = 2_000;

const shapes: [string, FunctionShape][] = Object.entries(functions);

describe('the timeout of a function', () => {
  it.each(shapes.filter(([name]) => name.startsWith('send')))(
    'leaves %s the time to lose races for its whole budget, and to publish as often as it tries',
    (_, { timeoutSeconds }) => {
      const neededMs = retryBudgetMs + lastAttemptMs + publishTries * apiTimeoutMs;

      expect(timeoutSeconds * 1_000).toBeGreaterThanOrEqual(neededMs);
    },
  );

  it('leaves deleteAccount the time to depart from groups for its whole budget', () => {
    expect(functions.deleteAccount.timeoutSeconds * 1_000).toBeGreaterThanOrEqual(departureBudgetMs + lastAttemptMs);
  });

  it.each(shapes)('of %s ends before AppSync stops waiting', (_, { timeoutSeconds }) => {
    expect(timeoutSeconds).toBeLessThan(appsyncSeconds);
  });

  it.each(Object.entries<FunctionShape>(triggers))(
    'of the trigger %s is what Cognito waits',
    (_, { timeoutSeconds }) => {
      expect(timeoutSeconds).toBe(5);
    },
  );
});
