import type { Stage } from '../faults/Stage.ts';
import type { Person } from '../support/Person.ts';

/** Lets so many milliseconds pass, so that who comes first differs from round to round. */
const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** From none to a whole send's length. */
const lead = (round: number): number => (round * 7) % 40;

/** One blocks while the other sends; once the block is answered, another send is too late. */
export const raceBlocks = async ({ recorder }: Stage, pair: readonly [Person, Person], rounds: number) => {
  const [sender, blocker] = pair;
  const change = (value: boolean) => recorder.change({ state: 'blocked', value, owner: blocker, person: sender });
  for (let round = 0; round < rounds; round += 1) {
    const racing = recorder.send(sender, blocker, `racing ${round}`);
    await later(lead(round));
    await change(true);
    await Promise.all([racing, recorder.send(sender, blocker, `late ${round}`)]);
    await change(false);
  }
};

/** The owner removes somebody while a member and that somebody send; once it is answered, both send again. */
export const raceRemovals = async ({ owner, others, recorder }: Stage, rounds: number) => {
  const [sender, removed] = others as [Person, Person];
  const change = (value: boolean) => recorder.change({ state: 'member', value, owner, person: removed });
  const bothSend = (text: string) =>
    Promise.all([recorder.send(sender, null, text), recorder.send(removed, null, text)]);
  for (let round = 0; round < rounds; round += 1) {
    const racing = bothSend(`racing ${round}`);
    await later(lead(round));
    await change(false);
    await Promise.all([racing, bothSend(`late ${round}`)]);
    await change(true);
  }
};

/** Two people who never wrote each other do so at the same moment. */
export const raceFirstMessages = async ({ people, recorder }: Stage, rounds: number) => {
  const pairs = people.flatMap((one, index) => people.slice(index + 1).map((other) => [one, other] as const));
  const waiting = pairs.slice(0, rounds).values();
  const race = async (): Promise<void> => {
    for (const [one, other] of waiting) {
      await Promise.all([recorder.send(one, other, 'first'), recorder.send(other, one, 'first')]);
    }
  };
  await Promise.all([race(), race(), race(), race()]);
  return Math.min(pairs.length, rounds);
};
