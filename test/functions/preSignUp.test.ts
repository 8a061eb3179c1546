import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { preSignUp } from '../../functions/preSignUp/preSignUp.ts';

const anEvent = (userName: string) => ({ userName }) as PreSignUpTriggerEvent;

describe('the trigger before a sign-up', () => {
  it.each(['ana', 'A.n_a-1', 'deleted', 'a'.repeat(64)])('passes the username %s as it is', async (userName) => {
    const event = anEvent(userName);

    await expect(preSignUp(event)).resolves.toBe(event);
  });

  it.each([
    '',
    'ab',
    'a'.repeat(65),
    'ana b',
    'änä',
    'ana\n',
    'ana@example.com',
    'ana/../bo',
    'deleted-ana',
    'Deleted-1',
  ])('refuses the username %j', async (userName) => {
    await expect(preSignUp(anEvent(userName))).rejects.toThrow('A username has 3 to 64 characters');
  });
});
