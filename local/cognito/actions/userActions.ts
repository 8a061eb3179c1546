import { assertClientMayWrite, assertMutable, toStoredAttributes } from '../pool/attributes.ts';
import { deliverCode } from '../pool/codeDelivery.ts';
import { CognitoError, invalidParameter, userNotFound } from '../pool/CognitoError.ts';
import { assertPassword, toStoredPassword } from '../pool/password.ts';
import { removeUser } from '../pool/removeUser.ts';
import { withSub } from '../pool/User.ts';
import type { Output, UserAction, UserCall } from './Action.ts';
import { attributeList, optionalStrings, requiredString } from './readInput.ts';
import { toWireAttributes } from './toWireUser.ts';

/** The actions that take an access token. */
export const userActions: Readonly<Record<string, UserAction>> = {
  ChangePassword: changePassword,
  DeleteUser: deleteUser,
  DeleteUserAttributes: deleteUserAttributes,
  GetUser: getUser,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  GlobalSignOut: globalSignOut,
  UpdateUserAttributes: updateUserAttributes,
  VerifyUserAttribute: verifyUserAttribute,
};

function getUser({ user, client }: UserCall): Output {
  const visible = Object.entries(withSub(user)).filter(
    ([name]) => name === 'sub' || (client.readAttributes?.has(name) ?? true),
  );
  return { Username: user.username, UserAttributes: toWireAttributes(Object.fromEntries(visible)) };
}

function changePassword({ pool, user, input }: UserCall): Output {
  const previous = requiredString(input, 'PreviousPassword');
  const password = toStoredPassword(pool, user.username, requiredString(input, 'ProposedPassword'));
  pool.limits.count('ChangePassword', user.username);
  assertPassword(pool, { name: user.username, user }, previous);
  pool.users.update(user.sub, { password });
  return {};
}

function updateUserAttributes({ pool, user, client, input }: UserCall): Output {
  const given = attributeList(input, 'UserAttributes');
  assertClientMayWrite(client, given);
  assertMutable(pool, given);
  const attributes = toStoredAttributes(pool, given);
  const isNewEmail = attributes['email'] !== undefined && attributes['email'] !== user.attributes['email'];
  const changed = pool.users.update(user.sub, {
    attributes: { ...user.attributes, ...attributes, ...(isNewEmail ? { email_verified: 'false' } : {}) },
  });
  if (changed === undefined) throw userNotFound();
  const isMailed = isNewEmail && pool.definition.verifiesEmail;
  return { CodeDeliveryDetailsList: isMailed ? [deliverCode(pool, changed, 'verifyEmail')] : [] };
}

function deleteUserAttributes({ pool, user, client, input }: UserCall): Output {
  const names = optionalStrings(input, 'UserAttributeNames') ?? [];
  const removed = Object.fromEntries(names.map((name) => [name, '']));
  assertClientMayWrite(client, removed);
  assertMutable(pool, removed);
  const required = names.find((name) => pool.definition.attributes.get(name)?.required === true);
  if (required !== undefined) throw invalidParameter(`user.${required}: Attribute cannot be deleted.\n`);
  const kept = Object.entries(user.attributes).filter(([name]) => !names.includes(name.replace(/_verified$/, '')));
  pool.users.update(user.sub, { attributes: Object.fromEntries(kept) });
  return {};
}

function getUserAttributeVerificationCode({ pool, user, input }: UserCall): Output {
  assertIsEmail(input);
  pool.limits.count('GetUserAttributeVerificationCode', user.username);
  if (user.attributes['email'] === undefined) throw invalidParameter('User does not have a email attribute.');
  return { CodeDeliveryDetails: deliverCode(pool, user, 'verifyEmail') };
}

function verifyUserAttribute({ pool, user, input }: UserCall): Output {
  assertIsEmail(input);
  pool.limits.count('VerifyUserAttribute', user.username);
  const code = requiredString(input, 'Code');
  pool.codes.assertMatches(user.sub, 'verifyEmail', code);
  const owner = pool.users.byEmailAlias(user.attributes['email'] ?? '');
  if (owner !== undefined && owner.sub !== user.sub) {
    throw new CognitoError('AliasExistsException', 'An account with the given email already exists.');
  }
  pool.users.update(user.sub, { attributes: { ...user.attributes, email_verified: 'true' } });
  pool.codes.discard(user.sub, 'verifyEmail');
  pool.mailbox.markUsed({ username: user.username, code });
  return {};
}

function assertIsEmail(input: UserCall['input']): void {
  const name = requiredString(input, 'AttributeName');
  if (name !== 'email')
    throw invalidParameter(`Invalid attribute name provided, it can only be email or phone_number.`);
}

function globalSignOut({ pool, user }: UserCall): Output {
  pool.sessions.revokeAllOf(user.sub);
  return {};
}

function deleteUser({ pool, user }: UserCall): Output {
  removeUser(pool, user);
  return {};
}
