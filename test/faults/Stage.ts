import { groupConversationId } from '../../domain/conversationId.ts';
import type { Message } from '../../generated/types.ts';
import type { Inbox } from '../support/Inbox.ts';
import type { Person } from '../support/Person.ts';
import { RoleSession } from '../support/RoleSession.ts';
import type { World } from '../support/useWorld.ts';
import type { History, Row } from './History.ts';
import { Recorder } from './Recorder.ts';

interface Member {
  readonly person: Person;
  readonly cursor: string;
  readonly inbox: Inbox;
}

interface RowPage {
  readonly Items?: readonly Record<string, { S?: string; N?: string }>[];
  readonly LastEvaluatedKey?: Record<string, unknown>;
}

const toRow = (item: Record<string, { S?: string; N?: string }>): Row => {
  const values = Object.entries(item).map(([name, { S, N }]) => [name, N === undefined ? S : Number(N)] as const);
  const row: Record<string, unknown> = Object.fromEntries(values);
  return row as Row;
};

/** People of one group with a socket each, whose calls are written down from the first to the last. */
export class Stage {
  readonly owner: Person;
  /** Everybody but the owner: members, too. */
  readonly others: readonly Person[];
  readonly recorder: Recorder;
  readonly #world: World;
  readonly #members: readonly Member[];
  readonly #groupId: string;

  private constructor(world: World, members: readonly Member[], groupId: string) {
    const [owner, ...others] = members.map(({ person }) => person) as [Person, ...Person[]];
    this.owner = owner;
    this.others = others;
    this.recorder = new Recorder(groupId);
    this.#world = world;
    this.#members = members;
    this.#groupId = groupId;
  }

  static async open(world: World, names: readonly string[]): Promise<Stage> {
    const people = Object.values(await world.people(...names));
    const members = await Promise.all(
      people.map(async (person): Promise<Member> => {
        const { nextCursor } = await person.checkMessages();
        return { person, cursor: nextCursor, inbox: await person.onMessage() };
      }),
    );
    const [owner, ...others] = people as [Person, ...Person[]];
    const memberIds = others.slice(0, 24).map(({ id }) => id);
    const { id } = await owner.createGroup({ name: 'Stage', memberIds });
    return new Stage(world, members, id);
  }

  get people(): readonly Person[] {
    return [this.owner, ...this.others];
  }

  /** Waits until everything published has come, closes the sockets, and reads what there is. */
  async close(): Promise<History> {
    await this.#drain();
    const readAt = this.recorder.now();
    const { sends, changes } = this.recorder;
    const ids = [...new Set(sends.map(({ conversationId }) => conversationId))];
    const stored = new Map<string, Row[]>();
    for (const id of ids) stored.set(id, await this.#readRows(id));
    const caughtUp = await Promise.all(
      this.#members.map(async (member) => [member.person.id, await this.#catchUp(member)] as const),
    );
    return {
      people: this.people.map(({ id }) => id),
      groupConversationId: groupConversationId(this.#groupId),
      sends,
      changes,
      readAt,
      stored,
      caughtUp: new Map(caughtUp),
      live: new Map(this.#members.map(({ person, inbox }) => [person.id, inbox.received])),
    };
  }

  /** What was published before the sentinel has come when the sentinel comes. */
  async #drain(): Promise<void> {
    const [first] = this.others;
    for (const other of this.others) await this.recorder.send(this.owner, other, 'sentinel');
    if (first) await this.recorder.send(first, this.owner, 'sentinel to the owner');
    for (const { person, inbox } of this.#members) {
      const sentinel = person === this.owner ? 'sentinel to the owner' : 'sentinel';
      while ((await inbox.next()).text !== sentinel);
      inbox.close();
    }
  }

  async #readRows(conversationId: string): Promise<Row[]> {
    const reader = new RoleSession(this.#world.runtime, 'FunctionsmessagesRole');
    const tables = this.#world.runtime.stack.resourcesOf('AWS::DynamoDB::Table');
    const TableName = tables.find(({ logicalId }) => logicalId.startsWith('StorageMessages'))?.ref;
    const rows: Row[] = [];
    for (let ExclusiveStartKey: RowPage['LastEvaluatedKey'], isFirst = true; isFirst || ExclusiveStartKey;) {
      const { body } = await reader.call('dynamodb', 'DynamoDB_20120810.Query', {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'conversationId = :id',
        ExpressionAttributeValues: { ':id': { S: conversationId } },
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      });
      const page = body as RowPage;
      rows.push(...(page.Items ?? []).map(toRow));
      ExclusiveStartKey = page.LastEvaluatedKey;
      isFirst = false;
    }
    return rows;
  }

  async #catchUp({ person, cursor }: Member): Promise<Message[]> {
    const messages: Message[] = [];
    for (let since = cursor, hasMore = true; hasMore;) {
      const page = await person.checkMessages({ since, limit: 20 });
      messages.push(...page.messages);
      ({ nextCursor: since, hasMore } = page);
    }
    return messages;
  }
}
