import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { post } from '../support/post.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword } from '../support/Visitor.ts';

const world = useWorld();

const newPassword = 'Another-Horse-8';

const assertPassword = async ({ username, id }: Person, right: string, wrong: string): Promise<void> => {
  await expect(world().visitor.authenticateUser(username, right)).resolves.toMatchObject({ userId: id });
  await expect(world().visitor.authenticateUser(username, wrong)).rejects.toMatchObject({ type: 'Unauthorized' });
};

describe('changePassword', () => {
  it('sets the new password in place of the old one', async () => {
    const { ana } = await world().people('ana');

    await expect(ana.changePassword(newPassword)).resolves.toBe(true);

    await assertPassword(ana, newPassword, aPassword);
  });

  it('takes the id token as well as the access token', async () => {
    const { ana } = await world().people('ana');

    const answer = await post(world().endpoints.graphqlUrl, {
      headers: { authorization: ana.session.idToken },
      query: operations.changePassword,
      variables: { input: { oldPassword: aPassword, newPassword } },
    });

    expect(answer).toEqual({ data: { changePassword: true } });
    await assertPassword(ana, newPassword, aPassword);
  });

  it('answers a repeat as the first time', async () => {
    const { ana } = await world().people('ana');
    await ana.changePassword(newPassword);

    await expect(ana.changePassword(newPassword)).resolves.toBe(true);

    await assertPassword(ana, newPassword, aPassword);
  });

  it('refuses a wrong old password and changes nothing', async () => {
    const { ana } = await world().people('ana');

    await expect(ana.changePassword(newPassword, 'Wrong-Horse-9')).rejects.toMatchObject({ type: 'Unauthorized' });

    await assertPassword(ana, aPassword, newPassword);
  });

  it('changes nobody’s password but the caller’s', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    await ana.changePassword(newPassword);

    await assertPassword(bo, aPassword, newPassword);
  });

  it.each(['Aa1aaaa', 'another-horse-8', 'ANOTHER-HORSE-8', 'Another-Horse', 'Another-Horse-8\uD83D'])(
    'refuses the weak password %s and changes nothing',
    async (weak) => {
      const { ana } = await world().people('ana');

      await expect(ana.changePassword(weak)).rejects.toMatchObject({
        type: 'BadRequest',
        info: { reason: 'INVALID_PASSWORD' },
      });

      await assertPassword(ana, aPassword, weak);
    },
  );

  it('does not tell a caller without the old password that the new one is weak', async () => {
    const { ana } = await world().people('ana');

    await expect(ana.changePassword('weak', 'Wrong-Horse-9')).rejects.toMatchObject({ type: 'Unauthorized' });
  });

  it('is not for visitors', async () => {
    const input = { oldPassword: aPassword, newPassword };

    const answer = await world().visitor.request(operations.changePassword, { input });

    expect(answer).toMatchObject({ data: null, errors: [{ errorType: 'Unauthorized' }] });
  });

  it('changes five times an hour', async () => {
    const { ana } = await world().people('ana');
    const passwords = [aPassword, ...[1, 2, 3, 4, 5, 6].map((digit) => `Horse-Number-${digit}`)];
    for (let change = 1; change <= 5; change += 1) {
      const device = await world().visitor.signsIn(ana.username, passwords[change - 1]);
      await device.changePassword(passwords[change] ?? '');
    }
    const device = await world().visitor.signsIn(ana.username, 'Horse-Number-5');

    await expect(device.changePassword('Horse-Number-6')).rejects.toMatchObject({ type: 'LimitExceeded' });

    await assertPassword(ana, 'Horse-Number-5', 'Horse-Number-6');
  });
});
