import { describe, expect, it } from 'vitest';
import { loseProfile } from '../support/loseProfile.ts';
import { readState } from '../support/readState.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('me', () => {
  it('is the person of the token, and writes nothing', async () => {
    const { ana } = await world().people('ana');
    const before = await readState(world().runtime);

    expect(await ana.me()).toEqual({
      id: ana.id,
      username: ana.username,
      displayName: 'ana',
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });

    expect(await readState(world().runtime)).toEqual(before);
  });

  it('makes the profile that is missing, once, however many devices ask', async () => {
    const { runtime } = world();
    const { ana } = await world().people('ana');
    await loseProfile(runtime, ana);

    const answers = await Promise.all(Array.from({ length: 8 }, () => ana.me()));

    expect(answers[0]).toMatchObject({ id: ana.id, username: ana.username, displayName: ana.username });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await ana.me()).toEqual(answers[0]);
  });

  it('has to be asked before the first send of who has no profile', async () => {
    const { runtime } = world();
    const { ana, bo } = await world().people('ana', 'bo');
    await loseProfile(runtime, ana);

    const error = await refused(world(), () => ana.sendMessage(bo, 'Hello.'));
    expect(error).toMatchObject({ type: 'Forbidden', info: { reason: 'NO_PROFILE' } });
    await ana.me();

    expect(await ana.sendMessage(bo, 'Hello.')).toMatchObject({ seq: 1, senderUsername: ana.username });
  });

  it('is not for visitors', async () => {
    const { errors } = await world().visitor.request('query { me { id } }');

    expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
  });
});
