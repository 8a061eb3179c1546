import { randomUUID } from 'node:crypto';
import type { Runtime } from 'messaging-local/start/Runtime.ts';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { loseProfile } from '../support/loseProfile.ts';
import type { Person } from '../support/Person.ts';
import { valueOf } from '../support/post.ts';
import { RoleSession } from '../support/RoleSession.ts';
import { World } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';

export interface Tour {
  readonly runtime: Runtime;
  /** `Query.me` …: the fields that were answered without an error at least once. */
  readonly visited: ReadonlySet<string>;
}

const newPassword = 'Another-Horse-8';

/** A field by a document of its own, answered without an error. */
const ask = async (person: Person, field: string, document: string): Promise<unknown> =>
  valueOf(await person.request(document), field);

const accounts = async ({ visitor }: World): Promise<void> => {
  const username = freshUsername('tourist');
  const asVisitor = async (field: string, document: string) => valueOf(await visitor.request(document), field);
  await visitor.registerUser({ username });
  await visitor.registerUser({ username });
  await visitor.resendConfirmationCode(username);
  await visitor.confirmUser(username, await visitor.codeFor(username));
  const { refreshToken } = await visitor.authenticateUser(username);
  await asVisitor('refreshSession', `mutation { refreshSession(refreshToken: "${refreshToken}") { idToken } }`);
  await asVisitor('forgotPassword', `mutation { forgotPassword(username: "${username}") }`);
  const code = await visitor.codeFor(username);
  const input = `{ username: "${username}", code: "${code}", newPassword: "${newPassword}" }`;
  await asVisitor('confirmForgotPassword', `mutation { confirmForgotPassword(input: ${input}) }`);
  const person = await visitor.signsIn(username, newPassword);
  const change = `{ oldPassword: "${newPassword}", newPassword: "${aPassword}" }`;
  await ask(person, 'changePassword', `mutation { changePassword(input: ${change}) }`);
  const again = await visitor.signsIn(username);
  await ask(again, 'signOut', 'mutation { signOut }');
};

const profiles = async (ana: Person, bo: Person): Promise<void> => {
  await ana.me();
  await ana.user(bo.id);
  await ana.userByUsername(bo.username);
  await ask(ana, 'users', `query { users(ids: ["${bo.id}"]) { id } }`);
  await ask(ana, 'updateProfile', `mutation { updateProfile(input: { displayName: "Ana" }) { displayName } }`);
};

const blocks = async (ana: Person, bo: Person): Promise<void> => {
  await ana.blockUser(bo);
  await ana.blockedUsers();
  await ana.sendMessage(bo, 'to one I blocked').catch(() => undefined);
  await ana.unblockUser(bo);
};

const directMessages = async (ana: Person, bo: Person): Promise<void> => {
  const clientMessageId = randomUUID();
  await ana.sendMessage(bo, 'first', clientMessageId);
  await ana.sendMessage(bo, 'first', clientMessageId);
  await ana.sendMessage(bo, 'second');
  const { conversationId } = await bo.sendMessage(ana, 'by one who has not read the others');
  await bo.checkMessages();
  await readConversation(bo, conversationId);
};

const readConversation = async (person: Person, id: string): Promise<void> => {
  const view = 'id lastSeq unreadCount peer { id } group { id } lastMessage { id }';
  await ask(person, 'conversations', `query { conversations { items { ${view} } } }`);
  await ask(person, 'conversation', `query { conversation(id: "${id}") { ${view} } }`);
  await ask(person, 'messages', `query { messages(conversationId: "${id}") { items { id } } }`);
  await ask(person, 'markRead', `mutation { markRead(conversationId: "${id}", seq: 1) { ${view} } }`);
};

const groups = async (
  { ana, bo, cleo }: Record<'ana' | 'bo' | 'cleo', Person>,
  visited: Set<string>,
): Promise<void> => {
  const { id, conversationId } = await ana.createGroup({ name: 'Tour', memberIds: [bo.id] });
  await ana.createGroup({ name: 'Refused', memberIds: [randomUUID()] }).catch(() => undefined);
  await ana.addUserToGroup(id, cleo);
  const clientMessageId = randomUUID();
  await ana.sendGroupMessage(id, 'first', clientMessageId);
  await ana.sendGroupMessage(id, 'first', clientMessageId);
  await bo.sendGroupMessage(id, 'by one who has not read the first');
  await cleo.checkMessages();
  await readConversation(cleo, conversationId);
  await ana.group(id);
  visited.add('Group.members');
  await ana.groups();
  await ana.removeUserFromGroup(id, cleo);
  await cleo.sendGroupMessage(id, 'from outside').catch(() => undefined);
  await ana.addUserToGroup(id, cleo);
  await cleo.leaveGroup(id);
  await ana.renameGroup(id, 'Grand tour');
  await ana.changeGroupRole(id, bo, 'ADMIN');
  await ana.transferGroup(id, bo);
  await ana.leaveGroup(id);
  await bo.leaveGroup(id);
  const ended = await ana.createGroup({ name: 'Ended' });
  await ana.deleteGroup(ended.id);
};

const deletion = async (person: Person, successor: Person): Promise<void> => {
  await person.createGroup({ name: 'Falls to another', memberIds: [successor.id] });
  await person.createGroup({ name: 'Ends' });
  await person.deleteAccount();
};

const operators = async ({ runtime }: World, person: Person): Promise<void> => {
  const operator = new RoleSession(runtime, 'AdministrationRole');
  for (const field of ['disableUser', 'enableUser']) {
    const document = `mutation ($userId: ID!) { ${field}(userId: $userId) }`;
    valueOf(await operator.request(document, { userId: person.id }), field);
  }
};

/** A request line of the runtime begins with the fields and the outcome. */
const visitedBy = (line: string): string[] => {
  const [fields = '', outcome] = line.split('  ');
  return outcome === 'OK' ? fields.split(', ') : [];
};

/** Asks for a profile that is not there, as after a trigger that failed. */
const healing = async ({ runtime, visitor }: World, person: Person): Promise<void> => {
  await loseProfile(runtime, person);
  await person.me();
  await loseProfile(runtime, person);
  await visitor.signsIn(person.username);
};

const visitAll = async (world: World, visited: Set<string>): Promise<void> => {
  const { ana, bo, cleo, dan, eve } = await world.people('ana', 'bo', 'cleo', 'dan', 'eve');
  await accounts(world);
  await profiles(ana, bo);
  const inbox = await bo.onMessage();
  visited.add('Subscription.onMessage');
  await directMessages(ana, bo);
  await inbox.next();
  inbox.close();
  await blocks(ana, bo);
  await groups({ ana, bo, cleo }, visited);
  await healing(world, dan);
  await operators(world, dan);
  await deletion(eve, ana);
};

/** Visits every field of the API as people use it, repeats and refusals included, on a backend of its own. */
export const startTour = async (): Promise<Tour> => {
  const visited = new Set<string>();
  const runtime = await startRuntime({
    assemblyDir: 'cdk.out',
    port: 0,
    onLog: (line) => visitedBy(line).forEach((field) => visited.add(field)),
  });
  try {
    await visitAll(new World(runtime), visited);
  } catch (error) {
    await runtime.stop();
    throw error;
  }
  return { runtime, visited };
};
