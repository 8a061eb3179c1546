import { DomainError } from '../../functions/lib/lambda/DomainError.ts';
import type { Act } from './Act.ts';
import type { Request } from './Ids.ts';
import type { Model } from './Model.ts';
import * as groups from './modelGroups.ts';
import * as people from './modelPeople.ts';
import * as sends from './modelSends.ts';
import { checkMessages, markRead } from './modelViews.ts';

export type Outcome = { readonly value: unknown } | { readonly refused: string; readonly reason: string | undefined };

/** Every act's name, with what it does. */
export type Operations<Subject, Answer> = Readonly<Record<Act['op'], (subject: Subject, request: Request) => Answer>>;

export const waitMilliseconds = 11 * 60_000;

const operations: Operations<Model, unknown> = {
  createGroup: groups.createGroup,
  addUserToGroup: groups.addUserToGroup,
  removeUserFromGroup: groups.removeUserFromGroup,
  leaveGroup: groups.leaveGroup,
  changeGroupRole: groups.changeGroupRole,
  transferGroup: groups.transferGroup,
  renameGroup: groups.renameGroup,
  deleteGroup: groups.deleteGroup,
  ...people,
  ...sends,
  checkMessages,
  markRead,
  wait: (model) => {
    model.now += waitMilliseconds;
    return true;
  },
};

export interface Asked {
  readonly op: Act['op'];
  readonly request: Request;
}

export const applyToModel = (model: Model, { op, request }: Asked): Outcome => {
  model.now += 1;
  try {
    return { value: operations[op](model, request) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { refused: error.type, reason: error.info?.['reason'] as string | undefined };
  }
};

/** What is stored: all but the moment and the sockets. */
export const storedText = (model: Model): string =>
  JSON.stringify({ ...model, now: 0, sockets: 0 }, (_, value: unknown) => {
    if (value instanceof Map) return [...(value as Map<unknown, unknown>)];
    return value instanceof Set ? [...(value as Set<unknown>)] : value;
  });

/** Whether it would come to a transaction, which somebody else can overtake. */
const wouldWrite = (model: Model, asked: Asked): boolean => {
  const trial = structuredClone(model);
  applyToModel(trial, asked);
  return storedText(trial) !== storedText(model);
};

export interface AskedPair {
  readonly slow: Asked;
  readonly quick: Asked;
}

/** Who waits before his transaction decides anew by what the other has done. */
export const overtakeInModel = (model: Model, { slow, quick }: AskedPair): { slow: Outcome; quick: Outcome } => {
  if (!wouldWrite(model, slow)) return { slow: applyToModel(model, slow), quick: applyToModel(model, quick) };
  const first = applyToModel(model, quick);
  return { slow: applyToModel(model, slow), quick: first };
};
