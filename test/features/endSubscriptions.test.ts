import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import { RoleSession } from '../support/RoleSession.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('endSubscriptions', () => {
  it('is for the trigger of the user pool: whoever else asks ends nothing', async () => {
    const { runtime, visitor } = world();
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();
    const variables = { userId: bo.id, signedOutAt: 9_999_999_999 };
    const roles = ['FunctionssignOutRole', 'FunctionssendMessageRole', 'AdministrationRole', 'AccountspreSignUpRole'];

    const answers = await Promise.all(
      [ana, bo, visitor, ...roles.map((role) => new RoleSession(runtime, role))].map((asker) =>
        asker.request(operations.endSubscriptions, variables),
      ),
    );

    for (const { errors } of answers) expect(errors?.[0]?.errorType).toMatch(/^Unauthorized/);
    await ana.sendMessage(bo, 'The sentinel.');
    expect((await inbox.next()).text).toBe('The sentinel.');
    inbox.close();
  });
});
