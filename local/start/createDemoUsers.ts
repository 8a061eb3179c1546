import type { UserPools } from '../cognito/createUserPools.ts';
import type { ServiceAnswer } from '../gate/Gate.ts';
import type { DemoUser } from '../server/pages/landingPage.ts';

export interface DemoUsersOptions {
  readonly userPools: Pick<UserPools, 'call' | 'mails'>;
  readonly userPoolId: string;
  readonly webClientId: string;
}

const people = [
  { username: 'ana', displayName: 'Ana' },
  { username: 'bob', displayName: 'Bob' },
  { username: 'cleo', displayName: 'Cleo' },
] as const;

/** Meets any password policy of Cognito up to 18 characters; it guards nothing but a laptop's own data. */
const password = 'Demo-Password-1234';

/** Whoever runs the runtime may look up its people: the gate, which would ask for a role, is passed by. */
const operator = 'arn:aws:iam::000000000000:root';

type Person = (typeof people)[number];

/** Three people who can sign in at once. They register as anybody does, so the triggers make their profiles. */
export async function createDemoUsers(options: DemoUsersOptions): Promise<readonly DemoUser[]> {
  const users: DemoUser[] = [];
  // One after the other: the trigger functions are started once, not three times.
  for (const person of people) {
    users.push({ username: person.username, password, userId: await createDemoUser(person, options) });
  }
  return users;
}

async function createDemoUser(person: Person, options: DemoUsersOptions): Promise<string> {
  const known = await find(person, options);
  if (known?.confirmed === true) return known.userId;
  const { userPools, webClientId } = options;
  const common = { ClientId: webClientId, Username: person.username };
  if (known === undefined) {
    const attributes = { email: `${person.username}@example.com`, name: person.displayName };
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    assertDone('SignUp', await userPools.call('SignUp', { ...common, Password: password, UserAttributes }));
  } else {
    assertDone('ResendConfirmationCode', await userPools.call('ResendConfirmationCode', common));
  }
  const confirmed = await find(person, options);
  if (confirmed?.confirmed === true) return confirmed.userId;
  const ConfirmationCode = userPools.mails().find(({ username }) => username === person.username)?.code;
  assertDone('ConfirmSignUp', await userPools.call('ConfirmSignUp', { ...common, ConfirmationCode }));
  if (confirmed === undefined) throw new Error(`The demo user ${person.username} was not kept.`);
  return confirmed.userId;
}

async function find(
  { username }: Person,
  { userPools, userPoolId }: DemoUsersOptions,
): Promise<{ readonly userId: string; readonly confirmed: boolean } | undefined> {
  const answer = await userPools.call('AdminGetUser', { UserPoolId: userPoolId, Username: username }, operator);
  if (answer.body['__type'] === 'UserNotFoundException') return undefined;
  assertDone('AdminGetUser', answer);
  const userId = subOf(answer.body['UserAttributes']);
  return { userId, confirmed: answer.body['UserStatus'] !== 'UNCONFIRMED' };
}

function subOf(attributes: unknown): string {
  for (const attribute of Array.isArray(attributes) ? attributes : []) {
    if (isAttribute(attribute) && attribute.Name === 'sub' && typeof attribute.Value === 'string')
      return attribute.Value;
  }
  throw new Error('A demo user has no sub.');
}

function isAttribute(value: unknown): value is { readonly Name: unknown; readonly Value: unknown } {
  return typeof value === 'object' && value !== null && 'Name' in value && 'Value' in value;
}

function assertDone(operation: string, { status, body }: ServiceAnswer): void {
  if (status === 200) return;
  throw new Error(
    `The demo users cannot be made: ${operation} answered ${String(body['__type'])}: ${String(body['message'])}`,
  );
}
