import type { Random } from '../base/createRandom.ts';
import { toRecord } from '../base/json.ts';
import type { ServiceAnswer, ServiceCall } from './Gate.ts';
import { elementsOf } from './wireForm.ts';

export interface WithheldBatch {
  /** What still runs. */
  readonly call: ServiceCall;
  /** Adds what was withheld to the answer, as DynamoDB gives it back. */
  complete(answer: ServiceAnswer): ServiceAnswer;
}

type Tables = Record<string, unknown>;

/**
 * Takes some of a batch's keys or requests out, at least one and never all: DynamoDB throttles the whole call when
 * nothing of it is processed. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export function withholdFromBatch(call: ServiceCall, random: Random): WithheldBatch | undefined {
  const isRead = call.operation === 'BatchGetItem';
  if (!isRead && call.operation !== 'BatchWriteItem') return undefined;
  const tables = Object.entries(toRecord(call.input['RequestItems']));
  const requestsOf = (table: unknown) => elementsOf(isRead ? toRecord(table)['Keys'] : table);
  const total = tables.reduce((sum, [, table]) => sum + requestsOf(table).length, 0);
  if (total < 2) return undefined;
  const withheld = chooseSome(total, random);
  const running: Tables = {};
  const left: Tables = {};
  let position = 0;
  for (const [name, table] of tables) {
    const requests = requestsOf(table).map((request) => ({ request, isWithheld: withheld.has(position++) }));
    const add = (target: Tables, isWithheld: boolean) => {
      const part = requests.filter((one) => one.isWithheld === isWithheld).map((one) => one.request);
      if (part.length > 0) target[name] = isRead ? { ...toRecord(table), Keys: part } : part;
    };
    add(running, false);
    add(left, true);
  }
  return {
    call: { ...call, input: { ...call.input, RequestItems: running } },
    complete: (answer) => withLeftovers(answer, isRead ? 'UnprocessedKeys' : 'UnprocessedItems', left),
  };
}

function chooseSome(total: number, random: Random): ReadonlySet<number> {
  const count = 1 + random.below(total - 1);
  const positions = Array.from({ length: total }, (_, index) => index);
  return new Set(Array.from({ length: count }, () => positions.splice(random.below(positions.length), 1)[0] ?? 0));
}

function withLeftovers(answer: ServiceAnswer, name: string, left: Tables): ServiceAnswer {
  if (answer.status !== 200) return answer;
  const merged: Tables = { ...toRecord(answer.body[name]) };
  for (const [table, requests] of Object.entries(left)) merged[table] = joined(merged[table], requests);
  return { ...answer, body: { ...answer.body, [name]: merged } };
}

function joined(one: unknown, other: unknown): unknown {
  if (one === undefined) return other;
  if (Array.isArray(one)) return [...elementsOf(one), ...elementsOf(other)];
  return { ...toRecord(one), Keys: [...elementsOf(toRecord(one)['Keys']), ...elementsOf(toRecord(other)['Keys'])] };
}
