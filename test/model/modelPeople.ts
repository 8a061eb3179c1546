import { deletedAccount } from '../../domain/deletedAccount.ts';
import { ErrorType } from '../../domain/ErrorType.ts';
import { bySeniority } from '../../functions/deleteAccount/succession.ts';
import type { Request } from './Ids.ts';
import { refuse, signedIn, type Model } from './Model.ts';
import { depart, membersOf } from './modelGroups.ts';

const otherThan = (model: Model, { me, userId }: Request) => {
  if (userId === me) refuse(ErrorType.BadRequest);
  signedIn(model, me);
  const person = model.people.get(userId);
  return { userId, user: person ? { id: userId, username: person.username } : null };
};

export const blockUser = (model: Model, request: Request) => {
  const answer = otherThan(model, request);
  if (!answer.user) refuse(ErrorType.NotFound);
  model.blocks.add(`${request.me} ${request.userId}`);
  return answer;
};

export const unblockUser = (model: Model, request: Request) => {
  const answer = otherThan(model, request);
  model.blocks.delete(`${request.me} ${request.userId}`);
  return answer;
};

const setStatus = (model: Model, { userId }: Request, status: 'ACTIVE' | 'DISABLED'): true => {
  const person = model.people.get(userId);
  if (!person || person.status === 'DELETED') return refuse(ErrorType.NotFound);
  person.status = status;
  if (status === 'DISABLED') model.sockets.delete(userId);
  return true;
};

export const disableUser = (model: Model, request: Request): true => setStatus(model, request, 'DISABLED');

export const enableUser = (model: Model, request: Request): true => setStatus(model, request, 'ACTIVE');

/** Each group that he owned falls to somebody who can use it, if there is one. */
export const deleteAccount = (model: Model, { me }: Request): true => {
  const person = model.people.get(me);
  if (person?.status === 'DISABLED') refuse(ErrorType.Unauthorized);
  Object.assign(person ?? {}, deletedAccount(me), { status: 'DELETED' });
  model.sockets.delete(me);
  for (const conversation of model.conversations.values()) {
    const { group, head } = conversation;
    const mine = membersOf(conversation).find(({ userId }) => userId === me);
    if (!group || !mine || head.closedAt !== undefined) continue;
    const heirs = membersOf(conversation).filter(({ userId }) => userId !== me);
    const sorted = heirs.sort((one, other) => bySeniority({ groupId: '', ...one }, { groupId: '', ...other }));
    const heir = sorted.find(({ userId }) => model.people.get(userId)?.status === 'ACTIVE') ?? sorted[0];
    depart(model, { ...conversation, group }, me);
    if (mine.role === 'OWNER' && heir) heir.role = 'OWNER';
  }
  return true;
};

/** A new subscription in the place of the one before. */
export const reconnect = (model: Model, { me }: Request): true => {
  model.sockets.delete(me);
  signedIn(model, me);
  model.sockets.set(me, []);
  return true;
};
