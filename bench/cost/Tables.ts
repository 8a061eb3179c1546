import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Runtime } from 'messaging-local/start/Runtime.ts';

export type Row = Readonly<Record<string, unknown>>;

/** BatchWriteItem takes so many. */
const rowsPerCall = 25;
const callsAtOnce = 4;

/** The tables behind the gate, by their nouns: what is read and written here costs nobody anything. */
export class Tables {
  readonly #runtime: Runtime;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** A row that the product itself wrote. */
  async read(noun: string, key: Row): Promise<Row> {
    const { Item } = await this.#call('GetItem', { TableName: this.#nameOf(noun), Key: marshall(key) });
    if (Item === undefined) throw new Error(`${noun} has no such row.`);
    return unmarshall(Item as Parameters<typeof unmarshall>[0]);
  }

  async write(noun: string, rows: readonly Row[]): Promise<void> {
    const table = this.#nameOf(noun);
    const calls = Array.from({ length: Math.ceil(rows.length / rowsPerCall) }, (_, index) =>
      rows.slice(index * rowsPerCall, (index + 1) * rowsPerCall),
    ).values();
    const work = async (): Promise<void> => {
      for (const some of calls) {
        const requests = some.map((row) => ({ PutRequest: { Item: marshall(row) } }));
        await this.#call('BatchWriteItem', { RequestItems: { [table]: requests } });
      }
    };
    await Promise.all(Array.from({ length: callsAtOnce }, work));
  }

  async #call(operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { status, body } = await this.#runtime.dynamodb.call(operation, input);
    if (status !== 200) throw new Error(`${operation} was refused: ${JSON.stringify(body)}`);
    return body;
  }

  #nameOf(noun: string): string {
    const tables = this.#runtime.stack.resourcesOf('AWS::DynamoDB::Table');
    const table = tables.find(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, '') === `Storage${noun}`);
    if (!table) throw new Error(`There is no table of ${noun}.`);
    return table.ref;
  }
}
