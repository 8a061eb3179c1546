import { describe, expect, it } from 'vitest';
import { createLambdaDataSource } from '../../../appsync/sources/createLambdaDataSource.ts';
import { createNoneDataSource } from '../../../appsync/sources/createNoneDataSource.ts';
import type { AccessRequest } from '../../../iam/Iam.ts';
import type { InvocationOptions, InvocationOutcome } from '../../../lambda/Functions.ts';
import { iamThat } from '../api/TestApi.ts';

const INVOCATION = { requestId: 'r1', issuer: 'Query.x' };

function create(outcome: InvocationOutcome, allows: (request: AccessRequest) => boolean = () => true) {
  const invoked: [string, unknown, InvocationOptions][] = [];
  const source = createLambdaDataSource({
    name: 'send',
    functionArn: 'arn:fn',
    roleArn: 'arn:role',
    iam: iamThat(allows),
    functions: { invoke: async (arn, event, options) => (invoked.push([arn, event, options]), outcome) },
  });
  return { invoke: (request: unknown) => source.invoke(request, INVOCATION), invoked };
}

describe('a Lambda source', () => {
  it('invokes with the payload as the event and gives what was returned', async () => {
    const { invoke, invoked } = create({ kind: 'returned', payload: { a: 1 } });
    expect(await invoke({ operation: 'Invoke', payload: { b: 2 } })).toEqual({ result: { a: 1 } });
    expect(invoked).toEqual([['arn:fn', { b: 2 }, { requestId: 'r1', invocationType: 'RequestResponse' }]]);
  });

  it('calls whatever was thrown Lambda:Unhandled', async () => {
    const { invoke } = create({ kind: 'failed', errorType: 'TypeError', errorMessage: 'x is not a function' });
    expect(await invoke({ operation: 'Invoke', payload: 1 })).toEqual({
      result: null,
      error: { type: 'Lambda:Unhandled', message: 'x is not a function' },
    });
  });

  it('tells nothing of an Event', async () => {
    const { invoke, invoked } = create({ kind: 'failed', errorType: 'E', errorMessage: 'm' });
    expect(await invoke({ operation: 'Invoke', invocationType: 'Event', payload: 1 })).toEqual({ result: null });
    expect(invoked[0]![2].invocationType).toBe('Event');
  });

  it('is denied when its role may not invoke the function', async () => {
    const { invoke, invoked } = create(
      { kind: 'returned', payload: 1 },
      ({ action, resource, roleArn }) =>
        action !== 'lambda:InvokeFunction' || resource !== 'arn:fn' || roleArn !== 'arn:role',
    );
    expect((await invoke({ operation: 'Invoke' })).error).toMatchObject({
      type: 'Lambda:AccessDeniedException',
      message: expect.stringContaining('lambda:InvokeFunction') as string,
    });
    expect(invoked).toEqual([]);
  });

  it('refuses a request without a known operation', async () => {
    const { invoke, invoked } = create({ kind: 'returned', payload: 1 });
    expect((await invoke({ payload: 1 })).error).toEqual({
      type: 'MappingTemplate',
      message: "Value for field '$[operation]' not found.",
    });
    expect((await invoke({ operation: 'Nope' })).error?.type).toBe('MappingTemplate');
    expect((await invoke(null)).error?.type).toBe('MappingTemplate');
    expect((await invoke({ operation: 'Invoke', invocationType: 'DryRun' })).error?.type).toBe('MappingTemplate');
    await expect(invoke({ operation: 'BatchInvoke', payload: [] })).rejects.toThrow('BatchInvoke');
    expect(invoked).toEqual([]);
  });
});

describe('a NONE source', () => {
  it.each([
    [{ payload: { a: 1 } }, { a: 1 }],
    [{ payload: false }, false],
    [{}, null],
    [null, null],
  ])('gives back the payload of %j', async (request, result) => {
    expect(await createNoneDataSource('none').invoke(request, INVOCATION)).toEqual({ result });
  });
});
