import { userNotFound } from './CognitoError.ts';
import type { Pool } from './Pool.ts';
import { withSub, type User } from './User.ts';

export interface Confirmation {
  readonly clientId: string | undefined;
  readonly clientMetadata: Readonly<Record<string, string>>;
  /** Attributes that the confirmation changes, such as `email_verified`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Confirms a sign-up. When the PostConfirmation function fails, the user is confirmed all the same. */
export async function confirmUser(pool: Pool, user: User, confirmation: Confirmation): Promise<void> {
  const confirmed = pool.users.update(user.sub, {
    status: 'CONFIRMED',
    attributes: { ...user.attributes, ...confirmation.attributes },
  });
  if (confirmed === undefined) throw userNotFound();
  pool.codes.discard(user.sub, 'signUp');
  await runPostConfirmation(pool, confirmed, { ...confirmation, source: 'PostConfirmation_ConfirmSignUp' });
}

export async function runPostConfirmation(
  pool: Pool,
  user: User,
  confirmation: Confirmation & {
    readonly source: 'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword';
  },
): Promise<void> {
  const { clientMetadata } = confirmation;
  await pool.runTrigger({
    trigger: 'PostConfirmation',
    source: confirmation.source,
    username: user.username,
    clientId: confirmation.clientId,
    request: {
      userAttributes: { ...withSub(user), 'cognito:user_status': user.status },
      ...(Object.keys(clientMetadata).length > 0 ? { clientMetadata } : {}),
    },
    response: {},
  });
}
