import { describe, expect, it } from 'vitest';
import { anaId } from '../support/aResolverContext.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, errorOf, valueOf } from './BundledResolver.ts';
import { fourWrites } from './FourWrites.ts';

const field = new BundledResolver('Mutation.updateProfile');
const put = new BundledResolver('pipeline/putDisplayName', 'Mutation.updateProfile');
const args = { input: { displayName: 'Ana A.' } };

describe('Mutation.updateProfile', () => {
  it.each(['', '  \n', 'a'.repeat(101)])('refuses the name %j', (displayName) => {
    expect(errorOf(field.request({ args: { input: { displayName } } }))).toMatchObject({
      errorType: 'BadRequest',
      message: 'A display name has 1 to 100 characters.',
    });
  });

  it('takes a name of a hundred characters', () => {
    expect(valueOf(field.request({ args: { input: { displayName: 'a'.repeat(100) } } }))).toEqual({});
  });

  it('writes the name of the caller and nothing else', () => {
    expect(valueOf(put.request({ args }))).toEqual({
      operation: 'UpdateItem',
      key: { userId: { S: anaId } },
      update: {
        expression: 'SET displayName = :displayName',
        expressionValues: { ':displayName': { S: 'Ana A.' } },
      },
    });
  });

  it.each([0, 3])('answers with the profile after %i conflicts', (failures) => {
    const { stash, sent } = fourWrites(put, 'Mutation.updateProfile', { args, failures, result: aUserItem() });

    expect(sent).toBe(failures + 1);
    expect(valueOf(field.response({ args, stash }))).toEqual(bo);
  });

  it('is Unavailable after four conflicts', () => {
    const { stash } = fourWrites(put, 'Mutation.updateProfile', { args, failures: 4, result: null });

    expect(errorOf(field.response({ args, stash }))).toMatchObject({ errorType: 'Unavailable' });
  });
});
