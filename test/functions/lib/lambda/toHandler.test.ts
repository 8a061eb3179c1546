import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { DomainError } from '../../../../functions/lib/lambda/DomainError.ts';
import { toCallerHandler, toPublicHandler } from '../../../../functions/lib/lambda/toHandler.ts';

const context = { awsRequestId: 'request-1' };
const caller = { userId: 'u', username: 'ana', authTime: 1 };

const failing = (error: unknown) =>
  toPublicHandler(() => {
    throw error;
  })({ arguments: {}, caller: null }, context);

let log: MockInstance<typeof console.error>;

beforeEach(() => {
  log = vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a handler', () => {
  it('wraps what its field answers', async () => {
    const handler = toPublicHandler(async ({ a }: { a: number }) => a + 1);

    expect(await handler({ arguments: { a: 1 }, caller: null }, context)).toEqual({ result: 2 });
  });

  it('hands the caller to a field for people who are signed in', async () => {
    const handler = toCallerHandler(async ({ username }, { a }: { a: number }) => `${username} ${a}`);

    expect(await handler({ arguments: { a: 1 }, caller }, context)).toEqual({ result: 'ana 1' });
  });

  it('throws when a field for people who are signed in is wired without a caller', async () => {
    const handler = toCallerHandler(async () => true);

    await expect(handler({ arguments: {}, caller: null }, context)).rejects.toThrow('signed in');
  });

  it('turns a refusal into an envelope and logs nothing', async () => {
    expect(await failing(new DomainError('Forbidden', 'No.', { reason: 'WHY' }))).toEqual({
      error: { type: 'Forbidden', message: 'No.', info: { reason: 'WHY' } },
    });
    expect(log).not.toHaveBeenCalled();
  });

  it('leaves out the info of a refusal that has none', async () => {
    expect(await failing(new DomainError('NotFound', 'No.'))).toEqual({ error: { type: 'NotFound', message: 'No.' } });
  });

  it.each([new Error('table Messaging-Users of arn:aws:…'), 'a text', undefined])(
    'tells of %s the request id alone, and logs the rest',
    async (error) => {
      expect(await failing(error)).toEqual({
        error: { type: 'Internal', message: 'Something went wrong on our side.', info: { requestId: 'request-1' } },
      });
      expect(log).toHaveBeenCalledWith('request-1', error);
    },
  );

  it('answers Unavailable where a call to AWS may succeed when it is made again', async () => {
    const error = new ProvisionedThroughputExceededException({ message: 'The level of …', $metadata: {} });

    expect(await failing(error)).toEqual({
      error: {
        type: 'Unavailable',
        message: 'The service cannot answer now. Please try again.',
        info: { requestId: 'request-1' },
      },
    });
    expect(log).toHaveBeenCalledWith('request-1', error);
  });
});
