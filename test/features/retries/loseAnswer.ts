import type { HeldCall, ServiceAnswer, ServiceCall } from 'messaging-local/gate/Gate.ts';
import type { World } from '../../support/useWorld.ts';

export interface Loss {
  /** Which write of the request loses its answer after its effect, from 1. */
  readonly nth: number;
  /** Whether nothing more is answered from then on: so the request cannot find out what came of it. */
  readonly isForGood: boolean;
}

export interface LossyRun {
  /** Whether there was such a write, and it had its effect. */
  readonly wasLost: boolean;
  /** What the request answered, unless it failed. */
  readonly answer: unknown;
  readonly error: unknown;
}

const reads = ['GetItem', 'BatchGetItem', 'Query', 'AdminGetUser', 'GetSecretValue'];

const internalErrors: Readonly<Record<ServiceCall['service'], string>> = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
  'cognito-idp': 'InternalErrorException',
  secretsmanager: 'InternalServiceError',
};

const lostAnswer = ({ service }: ServiceCall): ServiceAnswer => ({
  status: 500,
  body: { __type: internalErrors[service], message: 'Internal error' },
});

/** Nobody makes a call anew that met this: the request ends at once. */
const gone: ServiceAnswer = { status: 400, body: { __type: 'AccessDeniedException', message: 'Gone.' } };

/** Runs one request on services that lose an answer. No other request may be under way. */
export const loseAnswer = async (
  { runtime }: World,
  { nth, isForGood }: Loss,
  run: () => Promise<unknown>,
): Promise<LossyRun> => {
  const hold = runtime.gate.hold(() => true);
  let writes = 0;
  let wasLost = false;
  const settle = async (held: HeldCall): Promise<unknown> => {
    if (wasLost && isForGood) return held.replace(gone, 'beforeEffect');
    const isWrite = !reads.includes(held.call.operation);
    if (isWrite) writes += 1;
    if (!isWrite || writes !== nth) return held.release();
    const lost = lostAnswer(held.call);
    wasLost = (await held.replace(lost, 'afterEffect')) === lost;
    return undefined;
  };
  const watch = async (): Promise<never> => {
    // A call may wait for another one, as a confirmation does for its trigger: none is waited for here.
    for (;;) void settle(await hold.next());
  };
  void watch();
  const outcome = await run().then(
    (answer) => ({ answer, error: undefined }),
    (error: unknown) => ({ answer: undefined, error }),
  );
  hold.end();
  return { wasLost, ...outcome };
};
