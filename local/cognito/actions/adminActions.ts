import { assertMutable, toStoredAttributes } from '../pool/attributes.ts';
import { CognitoError, notAuthorized, userNotFound } from '../pool/CognitoError.ts';
import { confirmUser } from '../pool/confirmUser.ts';
import { toStoredPassword, toTemporaryPassword } from '../pool/password.ts';
import { removeUser } from '../pool/removeUser.ts';
import { withSub, type User } from '../pool/User.ts';
import type { AdminAction, AdminCall, Output } from './Action.ts';
import { adminCreateUser } from './adminCreateUser.ts';
import { describeUserPoolClient } from './describeUserPoolClient.ts';
import { groupActions } from './groupActions.ts';
import { adminInitiateAuth } from './initiateAuth.ts';
import { listUsers } from './listUsers.ts';
import { attributeList, optionalBoolean, requiredString, stringMap } from './readInput.ts';
import { toWireAttributes, toWireState } from './toWireUser.ts';

/** The actions that IAM authorizes; all name the pool. */
export const adminActions: Readonly<Record<string, AdminAction>> = {
  ...groupActions,
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteUser: adminDeleteUser,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminGetUser: adminGetUser,
  AdminInitiateAuth: adminInitiateAuth,
  AdminSetUserPassword: adminSetUserPassword,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  DescribeUserPoolClient: describeUserPoolClient,
  ListUsers: listUsers,
};

/**
 * By username, alias, or sub:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html
 */
function namedUser({ pool, input }: AdminCall): User {
  const name = requiredString(input, 'Username');
  const user = pool.users.find(name) ?? pool.users.bySub(name);
  if (user === undefined) throw userNotFound();
  return user;
}

function adminGetUser(call: AdminCall): Output {
  const user = namedUser(call);
  return { Username: user.username, UserAttributes: toWireAttributes(withSub(user)), ...toWireState(user) };
}

async function adminConfirmSignUp(call: AdminCall): Promise<Output> {
  const user = namedUser(call);
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  const clientMetadata = stringMap(call.input, 'ClientMetadata');
  await confirmUser(call.pool, user, { clientId: undefined, clientMetadata });
  return {};
}

function adminSetUserPassword(call: AdminCall): Output {
  const { pool, input } = call;
  const user = namedUser(call);
  const password = requiredString(input, 'Password');
  const change: Partial<User> =
    optionalBoolean(input, 'Permanent') === true
      ? { status: 'CONFIRMED', password: toStoredPassword(pool, user.username, password) }
      : { status: 'FORCE_CHANGE_PASSWORD', password: toTemporaryPassword(pool, user.username, password) };
  pool.users.update(user.sub, change);
  pool.lockout.clear(user.username);
  return {};
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html: ends all tokens too. */
function adminDisableUser(call: AdminCall): Output {
  const user = namedUser(call);
  call.pool.users.update(user.sub, { enabled: false });
  call.pool.sessions.revokeAllOf(user.sub);
  return {};
}

function adminEnableUser(call: AdminCall): Output {
  call.pool.users.update(namedUser(call).sub, { enabled: true });
  return {};
}

function adminDeleteUser(call: AdminCall): Output {
  removeUser(call.pool, namedUser(call));
  return {};
}

function adminUserGlobalSignOut(call: AdminCall): Output {
  call.pool.sessions.revokeAllOf(namedUser(call).sub);
  return {};
}

/** Unlike users, an administrator may say that an address is verified. */
function adminUpdateUserAttributes(call: AdminCall): Output {
  const { pool, input } = call;
  const user = namedUser(call);
  const given = attributeList(input, 'UserAttributes');
  assertMutable(pool, given);
  const attributes = toStoredAttributes(pool, given);
  const isNewEmail = attributes['email'] !== undefined && attributes['email'] !== user.attributes['email'];
  const merged: Readonly<Record<string, string>> = {
    ...user.attributes,
    ...(isNewEmail ? { email_verified: 'false' } : {}),
    ...attributes,
  };
  if (merged['email_verified'] === 'true') assertAliasFree(call, user, merged['email']);
  pool.users.update(user.sub, { attributes: merged });
  return {};
}

function assertAliasFree({ pool }: AdminCall, user: User, email: string | undefined): void {
  const owner = email === undefined ? undefined : pool.users.byEmailAlias(email);
  if (owner === undefined || owner.sub === user.sub) return;
  throw new CognitoError('AliasExistsException', 'An account with the given email already exists.');
}
