import { randomUUID } from 'node:crypto';
import type {
  AuthSession,
  Block,
  BlockPage,
  CheckMessagesResult,
  Conversation,
  ConversationPage,
  CreateGroupInput,
  Group,
  GroupMembersArgs,
  GroupMembership,
  GroupPage,
  GroupRole,
  Message,
  MessagePage,
  QueryBlockedUsersArgs,
  QueryCheckMessagesArgs,
  QueryConversationsArgs,
  QueryGroupsArgs,
  QueryMessagesArgs,
  SendMessageInput,
  User,
} from '../../generated/types.ts';
import type { Endpoints } from './Endpoints.ts';
import { Inbox } from './Inbox.ts';
import { operations } from './operations.ts';
import { post, valueOf, type GraphqlAnswer } from './post.ts';

type OperationName = keyof typeof operations;

const idOf = (person: Person | string): string => (typeof person === 'string' ? person : person.id);

/** Somebody who is signed in, with the SDK's method names. */
export class Person {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  session: AuthSession;
  readonly #endpoints: Endpoints;

  constructor(endpoints: Endpoints, account: { username: string; password: string; session: AuthSession }) {
    this.#endpoints = endpoints;
    this.id = account.session.userId;
    this.username = account.username;
    this.password = account.password;
    this.session = account.session;
  }

  me(): Promise<User> {
    return this.#run('me');
  }

  updateProfile(displayName: string): Promise<User> {
    return this.#run('updateProfile', { input: { displayName } });
  }

  /** From this person's own password to another. */
  changePassword(newPassword: string, oldPassword: string = this.password): Promise<boolean> {
    return this.#run('changePassword', { input: { oldPassword, newPassword } });
  }

  signOut(): Promise<boolean> {
    return this.#run('signOut');
  }

  deleteAccount(): Promise<boolean> {
    return this.#run('deleteAccount');
  }

  users(ids: readonly string[]): Promise<(User | null)[]> {
    return this.#run('users', { ids });
  }

  user(id: string): Promise<User | null> {
    return this.#run('user', { id });
  }

  userByUsername(username: string): Promise<User | null> {
    return this.#run('userByUsername', { username });
  }

  /** Sends a text; the id of the send is made when none is given. */
  sendMessage(to: Person | string, text: string, clientMessageId: string = randomUUID()): Promise<Message> {
    const recipientId = typeof to === 'string' ? to : to.id;
    const input: SendMessageInput = { recipientId, text, clientMessageId };
    return this.#run('sendMessage', { input });
  }

  checkMessages(args: Partial<QueryCheckMessagesArgs> = {}): Promise<CheckMessagesResult> {
    return this.#run('checkMessages', args);
  }

  conversations(args: Partial<QueryConversationsArgs> = {}): Promise<ConversationPage> {
    return this.#run('conversations', args);
  }

  conversation(id: string): Promise<Conversation> {
    return this.#run('conversation', { id });
  }

  messages(conversationId: string, page: Partial<QueryMessagesArgs> = {}): Promise<MessagePage> {
    return this.#run('messages', { conversationId, ...page });
  }

  markRead(conversationId: string, seq: number): Promise<Conversation> {
    return this.#run('markRead', { conversationId, seq });
  }

  blockUser(user: Person | string): Promise<Block> {
    return this.#run('blockUser', { userId: typeof user === 'string' ? user : user.id });
  }

  unblockUser(user: Person | string): Promise<Block> {
    return this.#run('unblockUser', { userId: typeof user === 'string' ? user : user.id });
  }

  blockedUsers(args: Partial<QueryBlockedUsersArgs> = {}): Promise<BlockPage> {
    return this.#run('blockedUsers', args);
  }

  createGroup(input: CreateGroupInput): Promise<Group> {
    return this.#run('createGroup', { input });
  }

  renameGroup(groupId: string, name: string): Promise<Group> {
    return this.#run('renameGroup', { input: { groupId, name } });
  }

  deleteGroup(groupId: string): Promise<Group> {
    return this.#run('deleteGroup', { groupId });
  }

  addUserToGroup(groupId: string, user: Person | string, role?: GroupRole): Promise<GroupMembership> {
    const input = { groupId, userId: idOf(user), ...(role && { role }) };
    return this.#run('addUserToGroup', { input });
  }

  removeUserFromGroup(groupId: string, user: Person | string): Promise<GroupMembership> {
    return this.#run('removeUserFromGroup', { groupId, userId: idOf(user) });
  }

  changeGroupRole(groupId: string, user: Person | string, role: GroupRole): Promise<GroupMembership> {
    return this.#run('changeGroupRole', { input: { groupId, userId: idOf(user), role } });
  }

  transferGroup(groupId: string, user: Person | string): Promise<Group> {
    return this.#run('transferGroup', { groupId, userId: idOf(user) });
  }

  leaveGroup(groupId: string): Promise<GroupMembership> {
    return this.#run('leaveGroup', { groupId });
  }

  sendGroupMessage(groupId: string, text: string, clientMessageId: string = randomUUID()): Promise<Message> {
    return this.#run('sendGroupMessage', { input: { groupId, text, clientMessageId } });
  }

  /** With a page of its members. */
  group(id: string, page: Partial<GroupMembersArgs> = {}): Promise<Group> {
    return this.#run('group', { id, ...page });
  }

  groups(args: Partial<QueryGroupsArgs> = {}): Promise<GroupPage> {
    return this.#run('groups', args);
  }

  /** Opens a subscription on a socket of its own. */
  onMessage(query: string = operations.onMessage): Promise<Inbox> {
    return Inbox.open({ ...this.#endpoints, token: this.session.accessToken, query });
  }

  /** Any request as this person; gives the whole answer. */
  request(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<GraphqlAnswer> {
    const headers = { authorization: this.session.accessToken };
    return post(this.#endpoints.graphqlUrl, { headers, query, variables });
  }

  async #run<Value>(name: OperationName, variables: Readonly<Record<string, unknown>> = {}): Promise<Value> {
    return valueOf(await this.request(operations[name], variables), name);
  }
}
