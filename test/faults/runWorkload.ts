import type { Message } from '../../generated/types.ts';
import { groupConversationId } from '../../domain/conversationId.ts';
import type { FaultKind, Faults } from '../../local/dataPlane/DataPlane.ts';
import { createRandom, type Random } from '../../local/dataPlane/createRandom.ts';
import type { Inbox } from '../support/Inbox.ts';
import type { Person } from '../support/Person.ts';
import { RoleSession } from '../support/RoleSession.ts';
import type { World } from '../support/useWorld.ts';
import type { History, Row } from './History.ts';
import { Recorder } from './Recorder.ts';

export interface WorkloadOptions {
  readonly seed: number;
  /** Calls that each of the five people makes, one after the other. */
  readonly callsPerPerson: number;
  /** Probability of each kind of fault. */
  readonly faults: Omit<Faults, 'seed'>;
}

export interface WorkloadResult {
  readonly history: History;
  readonly oddities: readonly string[];
  readonly injected: Readonly<Record<FaultKind, number>>;
  readonly retries: number;
}

interface Member {
  readonly person: Person;
  readonly cursor: string;
  readonly inbox: Inbox;
}

/** The owner adds and removes and takes no part in blocks, so that nothing stands against an addition. */
interface Cast {
  readonly owner: Person;
  readonly others: readonly Person[];
  readonly recorder: Recorder;
}

const pick = <Value>(random: Random, values: readonly Value[]): Value => values[random.below(values.length)] as Value;

const toggle = (states: Set<string>, key: string): boolean => {
  if (states.delete(key)) return false;
  states.add(key);
  return true;
};

/** One person's calls: sends to the group and to people, repeats, and now and then a block or a removal. */
const act = async (person: Person, { owner, others, recorder }: Cast, { seed, callsPerPerson }: WorkloadOptions) => {
  const random = createRandom(seed);
  const states = new Set(others.map(({ id }) => `member ${id}`));
  const everybody = [owner, ...others];
  const peers = everybody.filter((other) => other !== person);
  for (let call = 0; call < callsPerPerson; call += 1) {
    const drawn = random.next();
    const text = `${person.username} ${call}`;
    if (drawn < 0.4) await recorder.send(person, null, text);
    else if (drawn < 0.7) await recorder.send(person, pick(random, peers), text);
    else if (drawn < 0.8) await recorder.repeat(person, everybody);
    else {
      const other = pick(
        random,
        others.filter((one) => one !== person),
      );
      const state = person === owner ? 'member' : 'blocked';
      const value = toggle(states, `${state} ${other.id}`);
      await recorder.change({ state, value, owner: person, person: other });
    }
  }
};

const readRows = async (world: World, conversationId: string): Promise<Row[]> => {
  const reader = new RoleSession(world.runtime, 'FunctionsmessagesRole');
  const [table] = world.runtime.stack
    .resourcesOf('AWS::DynamoDB::Table')
    .filter(({ logicalId }) => logicalId.startsWith('StorageMessages'));
  const { body } = await reader.call('dynamodb', 'DynamoDB_20120810.Query', {
    TableName: table?.ref,
    ConsistentRead: true,
    KeyConditionExpression: 'conversationId = :id',
    ExpressionAttributeValues: { ':id': { S: conversationId } },
  });
  const items = body['Items'] as Record<string, { S?: string; N?: string }>[];
  return items.map(
    (item) =>
      Object.fromEntries(
        Object.entries(item).map(([name, { S, N }]) => [name, N === undefined ? S : Number(N)]),
      ) as unknown as Row,
  );
};

const catchUp = async ({ person, cursor }: Member): Promise<Message[]> => {
  const messages: Message[] = [];
  for (let since = cursor, hasMore = true; hasMore;) {
    const page = await person.checkMessages({ since, limit: 20 });
    messages.push(...page.messages);
    ({ nextCursor: since, hasMore } = page);
  }
  return messages;
};

/** What was published before the sentinel was accepted has come by when the sentinel comes. */
const drain = async ({ owner, others, recorder }: Cast, members: readonly Member[]): Promise<void> => {
  for (const other of others) await recorder.send(owner, other, 'sentinel');
  for (const other of others.slice(0, 1)) await recorder.send(other, owner, 'sentinel to the owner');
  for (const { person, inbox } of members) {
    const sentinel = person === owner ? 'sentinel to the owner' : 'sentinel';
    while ((await inbox.next()).text !== sentinel);
    inbox.close();
  }
};

const collect = async (
  world: World,
  members: readonly Member[],
  { recorder, groupId }: { recorder: Recorder; groupId: string },
): Promise<History> => {
  const readAt = recorder.now();
  const ids = [...new Set(recorder.sends.map(({ conversationId }) => conversationId))];
  const stored = await Promise.all(ids.map(async (id) => [id, await readRows(world, id)] as const));
  const caughtUp = await Promise.all(members.map(async (member) => [member.person.id, await catchUp(member)] as const));
  return {
    people: members.map(({ person }) => person.id),
    groupConversationId: groupConversationId(groupId),
    sends: recorder.sends,
    changes: recorder.changes,
    readAt,
    stored: new Map(stored),
    caughtUp: new Map(caughtUp),
    live: new Map(members.map(({ person, inbox }) => [person.id, inbox.received])),
  };
};

/** Five people of one group who send, block, add and remove under faults; then the faults end and all is read. */
export const runWorkload = async (world: World, options: WorkloadOptions): Promise<WorkloadResult> => {
  const { dataPlane } = world.runtime;
  const people = Object.values(await world.people('ana', 'bo', 'cleo', 'dan', 'eve'));
  const [owner, ...others] = people as [Person, ...Person[]];
  const members = await Promise.all(
    people.map(async (person): Promise<Member> => {
      const { nextCursor } = await person.checkMessages();
      return { person, cursor: nextCursor, inbox: await person.onMessage() };
    }),
  );
  const { id: groupId } = await owner.createGroup({ name: 'Faults', memberIds: others.map(({ id }) => id) });
  const recorder = new Recorder(groupId);
  const cast = { owner, others, recorder };

  const before = dataPlane.injectedFaults();
  dataPlane.injectFaults({ ...options.faults, seed: options.seed });
  await Promise.all(people.map((person, index) => act(person, cast, { ...options, seed: options.seed * 100 + index })));
  dataPlane.injectFaults(undefined);
  const after = dataPlane.injectedFaults();
  await drain(cast, members);

  const history = await collect(world, members, { recorder, groupId });
  const injected = Object.fromEntries(
    Object.entries(after).map(([kind, count]) => [kind, count - before[kind as FaultKind]]),
  ) as Record<FaultKind, number>;
  return { history, injected, oddities: recorder.oddities, retries: recorder.retries };
};
