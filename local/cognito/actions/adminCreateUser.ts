import { randomUUID } from 'node:crypto';
import { assertRequiredAttributes, toStoredAttributes } from '../pool/attributes.ts';
import { CognitoError, userNotFound } from '../pool/CognitoError.ts';
import { toTemporaryPassword } from '../pool/password.ts';
import { createPassword } from '../pool/passwordPolicy.ts';
import type { Pool } from '../pool/Pool.ts';
import type { User } from '../pool/User.ts';
import type { AdminCall, Output } from './Action.ts';
import { attributeList, optionalString, optionalStrings, requiredString, stringMap } from './readInput.ts';
import { assertUsernameFree, runPreSignUp, toUsername } from './signUp.ts';
import { toWireUser } from './toWireUser.ts';

/** Creates a user with a temporary password, or mails a new one to a user who has not used his. */
export async function adminCreateUser({ pool, input }: AdminCall): Promise<Output> {
  const username = toUsername(pool, requiredString(input, 'Username'));
  const password = optionalString(input, 'TemporaryPassword') ?? createPassword(pool.definition.passwordPolicy);
  const user =
    optionalString(input, 'MessageAction') === 'RESEND'
      ? renewInvitation(pool, username, password)
      : await createInvited(pool, { username, password, input });
  if (optionalString(input, 'MessageAction') !== 'SUPPRESS') invite(pool, user, { password, input });
  return { User: toWireUser(user) };
}

function renewInvitation(pool: Pool, username: string, password: string): User {
  const user = pool.users.find(username);
  if (user === undefined) throw userNotFound();
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new CognitoError(
      'UnsupportedUserStateException',
      'Resend not possible. User status is not FORCE_CHANGE_PASSWORD',
    );
  }
  const changed = pool.users.update(user.sub, { password: toTemporaryPassword(pool, username, password) });
  return changed ?? user;
}

async function createInvited(
  pool: Pool,
  invitation: { readonly username: string; readonly password: string; readonly input: AdminCall['input'] },
): Promise<User> {
  const { username, input } = invitation;
  const password = toTemporaryPassword(pool, username, invitation.password);
  const attributes = toStoredAttributes(pool, attributeList(input, 'UserAttributes'));
  assertRequiredAttributes(pool, attributes);
  assertUsernameFree(pool, username);
  await runPreSignUp(pool, {
    source: 'PreSignUp_AdminCreateUser',
    username,
    clientId: undefined,
    attributes,
    validationData: attributeList(input, 'ValidationData'),
    clientMetadata: stringMap(input, 'ClientMetadata'),
  });
  assertUsernameFree(pool, username);
  const now = pool.clock.now();
  const user: User = {
    sub: randomUUID(),
    username,
    password,
    attributes,
    status: 'FORCE_CHANGE_PASSWORD',
    enabled: true,
    groups: [],
    createdAt: now,
    modifiedAt: now,
  };
  pool.users.add(user);
  return user;
}

/** Without a medium the service would send a text message, which the runtime does not do. */
function invite(pool: Pool, user: User, invitation: { password: string; input: AdminCall['input'] }): void {
  const media = optionalStrings(invitation.input, 'DesiredDeliveryMediums') ?? [];
  const to = user.attributes['email'];
  if (!media.includes('EMAIL') || to === undefined) return;
  pool.mailbox.send({
    to,
    username: user.username,
    code: invitation.password,
    subject: pool.definition.invitationSubject,
  });
}
