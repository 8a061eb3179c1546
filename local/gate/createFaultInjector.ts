import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../base/Clock.ts';
import { createRandom, type Random } from '../base/createRandom.ts';
import { createInFlight, type InFlight } from './createInFlight.ts';
import { createReplicaLag, type ReplicaLag, type RunBeside } from './createReplicaLag.ts';
import type { TableCatalog } from './createTableCatalog.ts';
import { conflictAnswer, internalServerError, throttledAnswer } from './errorAnswers.ts';
import type { FaultKind, Faults, ServiceAnswer, ServiceCall } from './Gate.ts';
import { touchedItems } from './touchedItems.ts';
import { withholdFromBatch, type WithheldBatch } from './withholdFromBatch.ts';

export interface FaultInjector {
  injectFaults(faults: Faults | undefined): void;
  injectedFaults(): Readonly<Record<FaultKind, number>>;
  drawCutPublish(): boolean;
  /** Runs a DynamoDB call under the faults in force; without any it only runs. */
  run(call: ServiceCall, backend: Run): Promise<ServiceAnswer>;
}

type Run = (call: ServiceCall) => Promise<ServiceAnswer>;

interface Force {
  readonly faults: Faults;
  readonly random: Random;
  readonly count: (kind: FaultKind) => void;
}

const noFaults: Readonly<Record<FaultKind, number>> = {
  conflict: 0,
  conflictOnOverlap: 0,
  throttle: 0,
  unprocessed: 0,
  stale: 0,
  errorAfterEffect: 0,
  cutPublish: 0,
};

const conflicting = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'TransactGetItems'];
const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'];

export function createFaultInjector(catalog: TableCatalog, clock: Clock, runBeside: RunBeside): FaultInjector {
  const inFlight = createInFlight();
  const tracked = async (call: ServiceCall, backend: Run) => {
    const leave = inFlight.enter(call.operation, touchedItems(call, catalog));
    try {
      return await backend(call);
    } finally {
      leave();
    }
  };
  const lag = createReplicaLag(catalog, clock, runBeside);
  const injected: Record<FaultKind, number> = { ...noFaults };
  const count = (kind: FaultKind) => {
    injected[kind] += 1;
  };
  let force: Force | undefined;

  return {
    injectFaults: (faults) => {
      force = faults && { faults, random: createRandom(faults.seed), count };
    },
    injectedFaults: () => ({ ...injected }),
    drawCutPublish: () => {
      const isCut = force?.random.happens(force.faults.cutPublish) ?? false;
      if (isCut) count('cutPublish');
      return isCut;
    },
    run: async (call, backend) => {
      const current = force;
      if (current === undefined) return tracked(call, backend);
      const refusal = refusalOf({ ...current, call, catalog, inFlight });
      if (refusal !== undefined) return refusal;
      const batch = withheldBatch(call, current);
      const running = batch?.call ?? call;
      const answer = await runWithLag(running, () => tracked(running, backend), { ...current, lag });
      const isLost = current.random.happens(current.faults.errorAfterEffect) && writes.includes(call.operation);
      if (isLost && answer.status === 200) {
        count('errorAfterEffect');
        return internalServerError;
      }
      return batch?.complete(answer) ?? answer;
    },
  };
}

interface Attempt extends Force {
  readonly call: ServiceCall;
  readonly catalog: TableCatalog;
  readonly inFlight: InFlight;
}

function refusalOf({ faults, random, count, call, catalog, inFlight }: Attempt): ServiceAnswer | undefined {
  const items = touchedItems(call, catalog);
  if (random.happens(faults.throttle)) {
    count('throttle');
    return throttledAnswer({ call, items, random });
  }
  const isOverlapping = inFlight.overlaps(call.operation, items);
  const isConflict = random.happens(faults.conflict) && conflicting.includes(call.operation);
  if (!isConflict && !(isOverlapping && random.happens(faults.conflictOnOverlap))) return undefined;
  count(isConflict ? 'conflict' : 'conflictOnOverlap');
  return conflictAnswer({ call, items, random });
}

async function runWithLag(
  call: ServiceCall,
  run: () => Promise<ServiceAnswer>,
  { faults, random, count, lag }: Force & { readonly lag: ReplicaLag },
): Promise<ServiceAnswer> {
  if (!faults.stale) return run();
  if (!writes.includes(call.operation)) {
    const isStale = random.happens(faults.stale);
    const answer = await run();
    if (!isStale) return answer;
    const outdated = lag.outdated(call, answer);
    if (!isDeepStrictEqual(outdated, answer)) count('stale');
    return outdated;
  }
  const keepImages = await lag.beforeWrite(call);
  const answer = await run();
  if (answer.status === 200) keepImages();
  return answer;
}

function withheldBatch(call: ServiceCall, { faults, random, count }: Force): WithheldBatch | undefined {
  const batch = random.happens(faults.unprocessed) ? withholdFromBatch(call, random) : undefined;
  if (batch !== undefined) count('unprocessed');
  return batch;
}
