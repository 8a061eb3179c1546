import { directConversationId } from '../../domain/conversationId.ts';
import type { Person } from '../support/Person.ts';
import type { World } from '../support/useWorld.ts';

/** The people of a race, all of them fresh, and the one conversation that it is about. */
export interface Scene {
  readonly world: World;
  readonly people: Readonly<Record<string, Person>>;
  readonly conversationId: string;
  /** Of a group. */
  readonly groupId?: string;
}

/** As `Scene`, with the people that a race names. */
export interface Cast extends Scene {
  readonly people: Readonly<Record<'ana' | 'bo' | 'cleo', Person>>;
}

export interface GroupScene extends Cast {
  readonly groupId: string;
}

/** Ana and bo, who have not written each other. */
export const strangers = async (world: World): Promise<Cast> => {
  const people = await world.people('ana', 'bo', 'cleo');
  return { world, people, conversationId: directConversationId(people.ana.id, people.bo.id) };
};

/** Ana's group with bo and cleo, in which something was said. */
export const aGroup = async (world: World): Promise<GroupScene> => {
  const people = await world.people('ana', 'bo', 'cleo');
  const { ana, bo, cleo } = people;
  const { id: groupId, conversationId } = await ana.createGroup({ name: 'Club', memberIds: [bo.id, cleo.id] });
  await cleo.sendGroupMessage(groupId, 'before');
  return { world, people, groupId, conversationId };
};
