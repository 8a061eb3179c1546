import type { Message } from '../../generated/types.ts';
import { MessagingError } from '../support/MessagingError.ts';
import type { Person } from '../support/Person.ts';
import type { Scene } from './Scene.ts';

/** An item in DynamoDB's wire form. */
export type Row = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a scene has come to: what was answered, what is kept, and what everybody sees of it. */
export interface Observation {
  readonly answers: readonly unknown[];
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly seen: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const toTold = (error: unknown): unknown => {
  if (!(error instanceof MessagingError)) throw error;
  const { type, message, info } = error;
  return { error: { type, message, info } };
};

const inquire = (query: Promise<unknown>): Promise<unknown> => query.catch(toTold);

const lookAtGroup = async (person: Person, groupId: string): Promise<unknown> => {
  const group = await person.group(groupId);
  return { ...group, members: Object.fromEntries(group.members.items.map((member) => [member.userId, member])) };
};

const ofConversation = async (person: Person, conversationId: string): Promise<Message[]> =>
  (await person.checkMessages()).messages.filter((message) => message.conversationId === conversationId);

const lookAround = async (person: Person, { groupId, conversationId }: Scene): Promise<Record<string, unknown>> => {
  const looks: Record<string, Promise<unknown>> = {
    ...(groupId !== undefined && { group: lookAtGroup(person, groupId) }),
    groups: person.groups(),
    conversation: person.conversation(conversationId),
    conversations: person.conversations(),
    messages: person.messages(conversationId),
    unread: ofConversation(person, conversationId),
  };
  const seen = Object.entries(looks).map(async ([name, look]) => [name, await inquire(look)] as const);
  return Object.fromEntries(await Promise.all(seen));
};

const readRows = async ({ world }: Scene, noun: string, key: Record<string, string>): Promise<Row[]> => {
  const { runtime } = world;
  const table = runtime.stack
    .resourcesOf('AWS::DynamoDB::Table')
    .find(({ logicalId }) => logicalId.replace(/^Storage|[0-9A-F]{8}$/g, '') === noun);
  const names = Object.keys(key);
  const { status, body } = await runtime.dynamodb.call('Query', {
    TableName: table?.ref,
    ConsistentRead: true,
    KeyConditionExpression: names.map((name) => `${name} = :${name}`).join(' AND '),
    ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, { S: key[name] }])),
  });
  if (status !== 200) throw new Error(`${noun} cannot be read: ${JSON.stringify(body)}`);
  return body['Items'] as Row[];
};

/** What the tables hold of a scene. */
const readKept = async (scene: Scene): Promise<Record<string, Row[]>> => {
  const { people, groupId, conversationId } = scene;
  const ofGroup = groupId === undefined ? [] : [{ groupId }];
  const ofPeople = Object.values(people).map(({ id }) => id);
  const keys: Record<string, Record<string, string>[]> = {
    Groups: ofGroup,
    GroupMemberships: ofGroup,
    Conversations: [{ conversationId }],
    Messages: [{ conversationId }],
    Participants: ofPeople.map((userId) => ({ userId, conversationId })),
    Users: ofPeople.map((userId) => ({ userId })),
    BlockedUsers: ofPeople.map((blockedId) => ({ blockedId })),
  };
  const kept = Object.entries(keys).map(async ([noun, keysOfNoun]) => {
    const rows = await Promise.all(keysOfNoun.map((key) => readRows(scene, noun, key)));
    return [noun, rows.flat()] as const;
  });
  return Object.fromEntries(await Promise.all(kept));
};

/** With the ids as they are. */
export const observe = async (scene: Scene, outcomes: readonly unknown[]): Promise<Observation> => {
  const [rows, ...seen] = await Promise.all([
    readKept(scene),
    ...Object.entries(scene.people).map(async ([name, person]) => [name, await lookAround(person, scene)] as const),
  ]);
  const answers = outcomes.map((outcome) => (outcome instanceof Error ? toTold(outcome) : outcome));
  return { answers, rows, seen: Object.fromEntries(seen) };
};
