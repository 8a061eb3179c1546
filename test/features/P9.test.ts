import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { expectNoEffect } from './retries/expectNoEffect.ts';
import { expectSequel } from './retries/expectSequel.ts';
import { onScene } from './retries/onScene.ts';
import { publishedIn } from './retries/publishedIn.ts';
import { rows } from './retries/repetitions.ts';

const world = useWorld();

const effective = rows.filter(([, { isExempt, refusesRepeat }]) => isExempt !== true && refusesRepeat === undefined);
const refusing = rows.filter(([, { refusesRepeat }]) => refusesRepeat !== undefined);
const exempt = rows.filter(([, { isExempt }]) => isExempt === true);

describe('P9: a repeated mutation, sent three times as Amplify does when an answer is lost', () => {
  it.each(effective)('%s gives the same answer and has one effect', (name, row) =>
    onScene(world(), row, async ({ call, effect }) => {
      expect(await effect()).not.toEqual(row.done);
      const answers: unknown[] = [];
      const repeat = async (times: number): Promise<void> => {
        for (let time = 0; time < times; time += 1) answers.push(await call());
      };
      const heard = await publishedIn(world(), () => repeat(1));
      expect(heard).toHaveLength(name.startsWith('send') ? 1 : 0);
      expect(await effect()).toEqual(row.done);

      const heardAgain = await publishedIn(world(), () => expectNoEffect(world(), row, () => repeat(2)));

      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
      expect(new Set(heardAgain)).toEqual(new Set(heard));
      expect(await effect()).toEqual(row.done);
    }),
  );

  it('createGroup without a groupId makes another group each time', async () => {
    const { ana } = await world().people('ana');

    for (const times of [1, 2, 3]) {
      await ana.createGroup({ name: 'Club' });
      expect((await ana.groups()).items).toHaveLength(times);
    }
  });

  it('signOut leaves a session begun since, and its open subscription', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.signOut();
    const again = await world().visitor.signsIn(ana.username);
    const inbox = await again.onMessage();

    await ana.signOut();

    await bo.sendMessage(again, 'Welcome back.');
    expect((await inbox.next()).text).toBe('Welcome back.');
    inbox.close();
  });

  it.each(refusing)('%s, which is exempt, has one effect and refuses the repeat', (_, row) =>
    onScene(world(), row, async ({ call, effect }) => {
      await call();
      expect(await effect()).toEqual(row.done);

      for (const repeat of [call, call]) {
        await expectNoEffect(world(), row, () => expect(repeat()).rejects.toMatchObject({ type: row.refusesRepeat }));
      }

      expect(await effect()).toEqual(row.done);
    }),
  );

  it.each(exempt)('%s, which is exempt, takes effect each time', (_, row) =>
    onScene(world(), row, async ({ call, effect }) => {
      for (const times of [1, 2, 3]) {
        await call();
        expect(await effect()).toBe(times);
      }
    }),
  );
});

const sequels = rows.flatMap(([name, row]) =>
  Object.entries(row.inBetween).map(([what, sequel]) => ({ name, what, sequel, row })),
);

describe('P9: a mutation repeated after something else', () => {
  it.each(sequels)('$name, after $what', ({ what, sequel, row }) =>
    onScene(world(), row, async (scene) => {
      const change = scene.meanwhile[what];
      if (!change) throw new Error(`The row does not say how it comes that ${what}.`);

      await expectSequel(world(), sequel, { ...scene, row, change });
    }),
  );
});
