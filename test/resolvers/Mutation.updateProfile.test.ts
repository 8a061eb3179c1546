import { describe, expect, it } from 'vitest';
import { anaId, anaSignedInAt } from '../support/aResolverContext.ts';
import { anaItem } from './aGroup.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, errorOf, valueOf } from './BundledResolver.ts';
import { fourWrites } from './FourWrites.ts';
import { PipelineRun } from './PipelineRun.ts';

const pipeline = new PipelineRun('Mutation.updateProfile');
const field = new BundledResolver('Mutation.updateProfile');
const put = new BundledResolver('pipeline/profiles/putDisplayName', 'Mutation.updateProfile');
const args = { input: { displayName: 'Ana A.' } };
const stash = { me: anaItem };

describe('Mutation.updateProfile', () => {
  it.each(['', '  \n', 'a'.repeat(101)])('refuses the name %j', (displayName) => {
    expect(errorOf(field.request({ args: { input: { displayName } } }))).toMatchObject({
      errorType: 'BadRequest',
      message: expect.stringMatching(/^A display name has 1 to 100 characters, /) as string,
    });
  });

  it('accepts a name of 100 characters', () => {
    expect(valueOf(field.request({ args: { input: { displayName: 'a'.repeat(100) } } }))).toEqual({});
  });

  it('writes only the name of the caller', () => {
    expect(valueOf(put.request({ args, stash }))).toEqual({
      operation: 'UpdateItem',
      key: { userId: { S: anaId } },
      update: {
        expression: 'SET displayName = :displayName',
        expressionValues: { ':displayName': { S: 'Ana A.' } },
      },
    });
  });

  it.each([0, 3])('answers with the profile after %i conflicts', (failures) => {
    const writes = fourWrites(put, 'Mutation.updateProfile', {
      args,
      stash: { ...stash },
      failures,
      result: aUserItem(),
    });

    expect(writes.sent).toBe(failures + 1);
    expect(valueOf(field.response({ args, stash: writes.stash }))).toEqual(bo);
  });

  it('is Unavailable after four conflicts', () => {
    const writes = fourWrites(put, 'Mutation.updateProfile', { args, stash: { ...stash }, failures: 4, result: null });

    expect(errorOf(field.response({ args, stash: writes.stash }))).toMatchObject({ errorType: 'Unavailable' });
  });

  it.each([
    ['a token after its sign-out', { signedOutAt: anaSignedInAt }],
    ['a disabled account', { status: 'DISABLED' }],
    ['a deleted account', { status: 'DELETED' }],
  ])('refuses %s', (_, more) => {
    const me = { ...anaItem, ...more };

    const { requests, error } = pipeline.run(args, () => ({ result: me }));

    expect(error).toMatchObject({ errorType: 'Unauthorized', message: 'Please sign in again.' });
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem']);
  });

  it('creates a missing profile first', () => {
    const answers = [null, { result: anaItem }, { ...anaItem, displayName: 'Ana A.' }];

    const { requests, value } = pipeline.run(args, () => ({ result: answers.shift() }));

    expect(value).toMatchObject({ id: anaId, displayName: 'Ana A.' });
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'Invoke', 'UpdateItem']);
  });
});
