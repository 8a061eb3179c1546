import type { Random } from '../base/createRandom.ts';
import type { ServiceAnswer, ServiceCall } from './Gate.ts';
import type { TouchedItem } from './touchedItems.ts';

const dynamodb = 'com.amazonaws.dynamodb.v20120810#';

const throttled =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';
const conflict = 'Transaction is ongoing for the item';

/** Texts and codes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
function refused(name: string, message: string): ServiceAnswer {
  return { status: 400, body: { __type: `${dynamodb}${name}`, message } };
}

export interface Refused {
  readonly call: ServiceCall;
  readonly items: readonly TouchedItem[];
  readonly random: Random;
}

export function conflictAnswer(refusal: Refused): ServiceAnswer {
  if (!refusal.call.operation.startsWith('Transact')) return refused('TransactionConflictException', conflict);
  return cancelled(refusal, { Code: 'TransactionConflict', Message: conflict });
}

export function throttledAnswer(refusal: Refused): ServiceAnswer {
  if (!refusal.call.operation.startsWith('Transact'))
    return refused('ProvisionedThroughputExceededException', throttled);
  return cancelled(refusal, { Code: 'ProvisionedThroughputExceeded', Message: throttled });
}

export const internalServerError: ServiceAnswer = {
  status: 500,
  body: { __type: `${dynamodb}InternalServerError`, message: 'Internal server error' },
};

export function validationAnswer(message: string): ServiceAnswer {
  return { status: 400, body: { __type: 'com.amazon.coral.validate#ValidationException', message } };
}

function cancelled({ items, random }: Refused, reason: { Code: string; Message: string }): ServiceAnswer {
  const hit = random.below(items.length);
  const reasons = items.map((_, index) => (index === hit ? reason : { Code: 'None' }));
  const codes = reasons.map((one) => one.Code).join(', ');
  const answer = refused(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
  );
  return { ...answer, body: { ...answer.body, CancellationReasons: reasons } };
}
