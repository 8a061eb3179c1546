import { describe, expect, it } from 'vitest';
import { refused } from '../support/refused.ts';
import { acceptedNames, refusedNames } from '../support/refusedNames.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const badRequest = { type: 'BadRequest' };

describe('a name that people see', () => {
  it.each(Object.entries(refusedNames))('is not %s', async (_, name) => {
    const { ana } = await world().people('ana');
    const { id } = await ana.createGroup({ name: 'Club' });
    const username = freshUsername('bo');

    expect(await refused(world(), () => ana.updateProfile(name))).toMatchObject(badRequest);
    expect(await refused(world(), () => ana.createGroup({ name }))).toMatchObject(badRequest);
    expect(await refused(world(), () => ana.renameGroup(id, name))).toMatchObject(badRequest);
    const registration = () => world().visitor.registerUser({ username, displayName: name });
    expect(await refused(world(), registration)).toMatchObject(badRequest);
  });

  it.each(Object.entries(acceptedNames))('may be %s', async (_, name) => {
    const { visitor } = world();
    const username = freshUsername('ana');
    await visitor.registerUser({ username, displayName: name });
    await visitor.confirmUser(username, await visitor.codeFor(username));
    const ana = await visitor.signsIn(username);

    expect(await ana.me()).toMatchObject({ displayName: name });
    expect(await ana.updateProfile(name)).toMatchObject({ displayName: name });
    const { id } = await ana.createGroup({ name });
    expect(await ana.group(id)).toMatchObject({ name });
    await ana.renameGroup(id, 'Other');
    expect(await ana.renameGroup(id, name)).toMatchObject({ name });
  });

  it.each(Object.entries(refusedNames).filter(([, name]) => name.isWellFormed()))(
    'is the username of a person who signed up at the user pool as %s',
    async (_, name) => {
      const { runtime, visitor } = world();
      const username = freshUsername('ana');
      const { body } = await runtime.userPools.call('SignUp', {
        ClientId: runtime.webClientId,
        Username: username,
        Password: aPassword,
        UserAttributes: [
          { Name: 'email', Value: `${username}@example.com` },
          { Name: 'name', Value: name },
        ],
      });
      expect(body).toHaveProperty('UserSub');
      await visitor.confirmUser(username, await visitor.codeFor(username));

      const ana = await visitor.signsIn(username);

      expect(await ana.me()).toMatchObject({ displayName: username });
    },
  );
});
