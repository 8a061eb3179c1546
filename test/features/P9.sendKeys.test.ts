import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../generated/types.ts';
import type { Person } from '../support/Person.ts';
import { readState } from '../support/readState.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const minutes = 60_000;
const days = 24 * 60 * minutes;

type Send = (sender: Person, text: string, clientMessageId?: string) => Promise<Message>;

const kinds: readonly (readonly [name: string, prepare: (ana: Person, bo: Person) => Promise<Send>])[] = [
  ['sendMessage', async (_, bo) => (sender, text, id) => sender.sendMessage(bo, text, id)],
  [
    'sendGroupMessage',
    async (ana, bo) => {
      const { id: groupId } = await ana.createGroup({ name: 'Lunch', memberIds: [bo.id] });
      return (sender, text, id) => sender.sendGroupMessage(groupId, text, id);
    },
  ],
];

describe.each(kinds)('P9: %s with the same clientMessageId', (_, prepare) => {
  /** Repeats a send so much later, with a new token, and gives what bo hears of it. */
  const hearRepeat = async (later: number): Promise<readonly (string | null)[]> => {
    const { visitor, runtime } = world();
    const { ana, bo } = await world().people('ana', 'bo');
    const send = await prepare(ana, bo);
    const id = randomUUID();
    const first = await send(ana, 'Once.', id);
    runtime.clock.advance(later);
    const inbox = await (await visitor.signsIn(bo.username)).onMessage();
    const again = await visitor.signsIn(ana.username);
    const { tables } = await readState(runtime);

    expect(await send(again, 'Once.', id)).toEqual(first);
    await expect(send(again, 'Another.', id)).rejects.toMatchObject({ type: 'Conflict' });

    expect((await readState(runtime)).tables).toEqual(tables);
    await send(again, 'The sentinel.');
    while ((await inbox.next()).text !== 'The sentinel.');
    inbox.close();
    runtime.clock.set(Date.now());
    return inbox.received.map(({ text }) => text);
  };

  it('after a second answers as the first time and is published again', async () => {
    expect(await hearRepeat(1_000)).toEqual(['Once.', 'The sentinel.']);
  });

  it.each([
    ['11 minutes', 11 * minutes],
    ['6 days', 6 * days],
  ])('after %s answers as the first time and is not published', async (_name, later) => {
    expect(await hearRepeat(later)).toEqual(['The sentinel.']);
  });

  it.each([
    ['UUID', randomUUID],
    [
      'ULID',
      () =>
        `01ARZ3NDEK${randomUUID()
          .replaceAll(/[^0-9a-f]/g, '')
          .slice(0, 16)
          .toUpperCase()}`,
    ],
  ])('in another case is the same send: a %s', async (_name, anId) => {
    const { ana, bo } = await world().people('ana', 'bo');
    const send = await prepare(ana, bo);
    const id = anId();
    const first = await send(ana, 'Once.', id.toUpperCase());

    expect(await send(ana, 'Once.', id.toLowerCase())).toEqual(first);
    await expect(send(ana, 'Another.', id.toLowerCase())).rejects.toMatchObject({ type: 'Conflict' });

    expect(first).toMatchObject({ clientMessageId: id.toUpperCase() });
    expect(await send(ana, 'Next.')).toMatchObject({ seq: first.seq + 1 });
  });
});
