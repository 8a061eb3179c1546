import { groupConversationId } from '../../domain/conversationId.ts';
import { ErrorType } from '../../domain/ErrorType.ts';
import { mayInGroup, type GroupAction, type GroupRole } from '../../domain/groupPolicy.ts';
import type { Request } from './Ids.ts';
import {
  hasBlocked,
  momentOf,
  refuse,
  signedIn,
  type Member,
  type Model,
  type ModelConversation,
  type Row,
} from './Model.ts';

type GroupConversation = ModelConversation & { group: NonNullable<ModelConversation['group']> };

const isMember = (row: Row | undefined): row is Member => row?.fromSeq !== undefined;

export const membersOf = ({ rows }: ModelConversation): Member[] => [...rows.values()].filter(isMember);

export const memberIn = ({ rows }: ModelConversation, userId: string): Member => {
  const row = rows.get(userId);
  return isMember(row) ? row : refuse(ErrorType.NotFound);
};

export const groupView = (conversation: ModelConversation, myRole: GroupRole | null) => ({
  id: conversation.group?.id ?? '',
  name: conversation.group?.name ?? '',
  memberCount: conversation.head.closedAt === undefined ? membersOf(conversation).length : 0,
  myRole,
  conversationId: conversation.head.conversationId,
});

const memberView = ({ userId, role }: { userId: string; role: GroupRole }) => ({ userId, role });

const groupConversation = (model: Model, groupId: string) =>
  model.conversations.get(groupConversationId(groupId)) as GroupConversation | undefined;

/** A live group as one of its members knows it. */
const liveGroup = (model: Model, { me, groupId }: Request) => {
  signedIn(model, me);
  const conversation = groupConversation(model, groupId) ?? refuse(ErrorType.NotFound);
  if (conversation.head.closedAt !== undefined) refuse(ErrorType.NotFound);
  return { conversation, group: conversation.group, mine: memberIn(conversation, me) };
};

const assertMay = ({ role }: Member, action: GroupAction, target: GroupRole | 'GROUP'): void => {
  if (!mayInGroup(role, action, target)) refuse(ErrorType.Forbidden);
};

const assertOther = ({ me, userId, role }: Request): void => {
  if (userId === me || role === 'OWNER') refuse(ErrorType.BadRequest);
};

const assertReachable = (model: Model, me: string, others: readonly string[]): void => {
  if (others.some((id) => hasBlocked(model, me, id))) refuse(ErrorType.Forbidden, 'YOU_BLOCKED');
  const isClosed = (id: string) => model.people.get(id)?.status !== 'ACTIVE' || hasBlocked(model, id, me);
  if (others.some(isClosed)) refuse(ErrorType.RecipientUnavailable);
};

/** What was sent before is not unread, except what was left unread in an earlier stay. */
const join = (model: Model, { head, rows, group }: GroupConversation, member: { userId: string; role: GroupRole }) => {
  const { conversationId, lastSeq } = head;
  const former = rows.get(member.userId);
  const readSeq = former && former.readSeq < (former.closed?.at(-1)?.untilSeq ?? 0) ? former.readSeq : lastSeq;
  const stay = { ...member, fromSeq: lastSeq, joinedAt: momentOf(model) };
  rows.set(member.userId, { ...former, conversationId, groupId: group.id, readSeq, ...stay });
};

const end = (model: Model, { head, group }: GroupConversation, deletedBy: string): void => {
  head.closedAt = momentOf(model);
  group.deletedBy = deletedBy;
};

/** Ends somebody's stay where the group stands, and with the last one the group. */
export const depart = (model: Model, conversation: GroupConversation, userId: string): void => {
  const { fromSeq, joinedAt, role, ...row } = memberIn(conversation, userId);
  const closed = [...(row.closed ?? []), { fromSeq, untilSeq: conversation.head.lastSeq, role, joinedAt }];
  conversation.rows.set(userId, { ...row, closed });
  if (membersOf(conversation).length === 0) end(model, conversation, userId);
};

export const createGroup = (model: Model, { me, groupId, name, memberIds }: Request) => {
  signedIn(model, me);
  const others = [...new Set(memberIds)].filter((id) => id !== me).sort();
  const creation = JSON.stringify([me, name, others]);
  const former = groupConversation(model, groupId);
  if (former && former.group.creation !== creation) refuse(ErrorType.Conflict);
  if (former) return { ...groupView(former, 'OWNER'), name, memberCount: others.length + 1 };
  assertReachable(model, me, others);
  const head = { conversationId: groupConversationId(groupId), kind: 'GROUP' as const, lastSeq: 0 };
  const conversation = { head, messages: [], rows: new Map(), group: { id: groupId, name, creation } };
  model.conversations.set(head.conversationId, conversation);
  for (const userId of [me, ...others]) join(model, conversation, { userId, role: userId === me ? 'OWNER' : 'MEMBER' });
  return groupView(conversation, 'OWNER');
};

export const addUserToGroup = (model: Model, request: Request) => {
  const { me, userId, role } = request;
  assertOther(request);
  const { conversation, mine } = liveGroup(model, request);
  assertMay(mine, 'addUser', role);
  const theirs = conversation.rows.get(userId);
  if (isMember(theirs)) return theirs.role === role ? memberView(theirs) : refuse(ErrorType.Conflict);
  assertReachable(model, me, [userId]);
  join(model, conversation, { userId, role });
  return { userId, role };
};

/** Who is out already is answered from his last stay. */
const formerRole = (conversation: ModelConversation | undefined, userId: string): GroupRole =>
  conversation?.rows.get(userId)?.closed?.at(-1)?.role ?? refuse(ErrorType.NotFound);

export const removeUserFromGroup = (model: Model, request: Request) => {
  const { userId } = request;
  assertOther(request);
  const { conversation, mine } = liveGroup(model, request);
  const theirs = conversation.rows.get(userId);
  const role = isMember(theirs) ? theirs.role : formerRole(conversation, userId);
  assertMay(mine, 'removeUser', role);
  if (isMember(theirs)) depart(model, conversation, userId);
  return { userId, role };
};

export const leaveGroup = (model: Model, request: Request) => {
  const { me, groupId } = request;
  signedIn(model, me);
  const former = groupConversation(model, groupId);
  if (!isMember(former?.rows.get(me))) return { userId: me, role: formerRole(former, me) };
  const { conversation, mine } = liveGroup(model, request);
  const isAlone = membersOf(conversation).length === 1;
  if (!isAlone && !mayInGroup(mine.role, 'leave', 'GROUP')) refuse(ErrorType.Forbidden, 'OWNER_MUST_TRANSFER');
  depart(model, conversation, me);
  return memberView(mine);
};

export const changeGroupRole = (model: Model, request: Request) => {
  assertOther(request);
  const { conversation, mine } = liveGroup(model, request);
  const theirs = memberIn(conversation, request.userId);
  for (const target of [theirs.role, request.role]) assertMay(mine, 'changeRole', target);
  theirs.role = request.role;
  return memberView(theirs);
};

export const transferGroup = (model: Model, request: Request) => {
  assertOther(request);
  const { conversation, group, mine } = liveGroup(model, request);
  const theirs = memberIn(conversation, request.userId);
  const transfer = `${request.me} ${request.userId}`;
  if (theirs.role === 'OWNER' && group.transfer === transfer) return groupView(conversation, mine.role);
  assertMay(mine, 'transfer', theirs.role);
  Object.assign(mine, { role: 'ADMIN' });
  Object.assign(theirs, { role: 'OWNER' });
  group.transfer = transfer;
  return groupView(conversation, 'ADMIN');
};

export const renameGroup = (model: Model, request: Request) => {
  const { conversation, group, mine } = liveGroup(model, request);
  assertMay(mine, 'rename', 'GROUP');
  group.name = request.name;
  return groupView(conversation, mine.role);
};

export const deleteGroup = (model: Model, request: Request) => {
  signedIn(model, request.me);
  const former = groupConversation(model, request.groupId);
  if (former?.group.deletedBy === request.me) return groupView(former, null);
  const { conversation, mine } = liveGroup(model, request);
  assertMay(mine, 'delete', 'GROUP');
  end(model, conversation, request.me);
  return groupView(conversation, null);
};
