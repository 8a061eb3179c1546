import { randomUUID } from 'node:crypto';
import type { Administrator } from '../support/Administrator.ts';
import type { Person } from '../support/Person.ts';
import type { World } from '../support/useWorld.ts';

/** Somebody looks at another person, who has a reason not to be reached. */
export interface Scene {
  readonly viewer: Person;
  readonly other: Person;
  readonly friend: Person;
  /** The viewer's and the friend's; the other is not in it, or no longer. */
  readonly ownGroup: string;
  /** With the other in it; of a stranger there is none. */
  readonly sharedGroup: string;
  /** The friend's, with the viewer in it. */
  readonly friendsGroup: string;
  /** The viewer's, with the other in it where there is a shared one. */
  readonly passedGroup: string;
  /** Ids of sends that may have been accepted before. */
  readonly sent: { readonly direct: string; readonly group: string };
}

export const directTalk = ({ viewer, other }: Scene): string => `direct:${[viewer.id, other.id].sort().join(':')}`;
export const groupTalk = (groupId: string): string => `group:${groupId}`;

/** Lists in the order of ids have the same order in every scene. */
const begin = async (world: World): Promise<Scene> => {
  const people = Object.values(await world.people('a', 'b', 'c')).sort((one, two) => (one.id < two.id ? -1 : 1));
  const [viewer, other, friend] = people as [Person, Person, Person];
  const ids = Array.from({ length: 4 }, () => randomUUID()).sort();
  const [ownGroup, sharedGroup, friendsGroup, passedGroup] = ids as [string, string, string, string];
  await viewer.createGroup({ groupId: ownGroup, name: 'Own', memberIds: [friend.id] });
  await friend.createGroup({ groupId: friendsGroup, name: 'Friend’s', memberIds: [viewer.id] });
  await friend.sendMessage(viewer, 'from a friend');
  const sent = { direct: randomUUID(), group: randomUUID() };
  return { viewer, other, friend, ownGroup, sharedGroup, friendsGroup, passedGroup, sent };
};

const talk = async ({ viewer, other, sent }: Scene): Promise<void> => {
  await other.sendMessage(viewer, 'hello');
  await viewer.sendMessage(other, 'hello yourself', sent.direct);
  await other.sendMessage(viewer, 'unread');
};

const meet = async ({ viewer, other, friend, sharedGroup, passedGroup, sent }: Scene, owner: Person): Promise<void> => {
  const memberIds = [viewer, other, friend].filter((person) => person !== owner).map(({ id }) => id);
  await owner.createGroup({ groupId: sharedGroup, name: 'Shared', memberIds });
  await viewer.createGroup({ groupId: passedGroup, name: 'Passed on', memberIds: [other.id] });
  await other.sendGroupMessage(sharedGroup, 'hello all');
  await viewer.sendGroupMessage(sharedGroup, 'hello', sent.group);
};

/** What the two have been to each other before. */
export const relations = {
  stranger: async () => undefined,
  friend: async (scene: Scene) => {
    await talk(scene);
    await meet(scene, scene.viewer);
  },
  'companion of a group': (scene: Scene) => meet(scene, scene.friend),
  'person blocked by the viewer': async (scene: Scene) => {
    await talk(scene);
    await meet(scene, scene.viewer);
    await scene.viewer.blockUser(scene.other);
  },
  'person unblocked before': async (scene: Scene) => {
    await talk(scene);
    await scene.other.blockUser(scene.viewer);
    await scene.viewer.sendMessage(scene.other, 'refused').catch(() => undefined);
    await scene.other.unblockUser(scene.viewer);
  },
  'companion of a group that the viewer left': async (scene: Scene) => {
    await meet(scene, scene.friend);
    await scene.other.sendGroupMessage(scene.sharedGroup, 'unread');
    await scene.viewer.leaveGroup(scene.sharedGroup);
    await scene.other.sendGroupMessage(scene.sharedGroup, 'after the stay');
  },
  'former member of the viewer’s group': async (scene: Scene) => {
    await scene.viewer.addUserToGroup(scene.ownGroup, scene.other);
    await scene.other.sendGroupMessage(scene.ownGroup, 'hello');
    await scene.other.leaveGroup(scene.ownGroup);
  },
} as const satisfies Record<string, (scene: Scene) => Promise<void>>;

export type Relation = keyof typeof relations;

/** Why the other cannot be reached, if so. */
export const reasons = {
  blocks: ({ viewer, other }: Scene) => other.blockUser(viewer),
  isDisabled: ({ other }: Scene, administrator: Administrator) => administrator.disableUser(other),
  isThere: () => Promise.resolve(),
} as const satisfies Record<string, (scene: Scene, administrator: Administrator) => Promise<unknown>>;

export const createScene = async (world: World, relation: Relation): Promise<Scene> => {
  const scene = await begin(world);
  await relations[relation](scene);
  return scene;
};

/** What differs between scenes by its nature, and tells nothing: ids, names, times; of opaque words their length. */
export const anonymous = (scene: Scene, value: unknown): string => {
  const { viewer, other, friend, sent, ...groups } = scene;
  const names: [string, string][] = [
    ...Object.entries({ viewer, other, friend }).flatMap(([name, { id, username }]): [string, string][] => [
      [id, `<${name}>`],
      [username, `<${name}’s username>`],
    ]),
    ...Object.entries(groups).map(([name, id]): [string, string] => [id, `<${name}>`]),
    ...Object.entries(sent).map(([name, id]): [string, string] => [id, `<sent ${name}>`]),
  ];
  const named = names.reduce((text, [id, name]) => text.replaceAll(id, name), JSON.stringify(value));
  return named
    .replace(/"displayName":"[abc]"/g, '"displayName":"<name>"')
    .replace(/"(nextCursor|nextToken)":"([^"]*)"/g, (_, field, word: string) => `"${field}":"<${word.length}>"`)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>');
};
