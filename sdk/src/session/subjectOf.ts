import { globals } from '../Environment.ts';
import { MessagingError } from '../MessagingError.ts';

const { atob } = globals as unknown as { readonly atob: (text: string) => string };

/**
 * The user ID that a token names. Nothing is verified here: the server does that.
 *
 * @throws MessagingError `Unauthorized` when it is no token of a user pool
 */
export const subjectOf = (token: string): string => {
  const [, payload = ''] = token.split('.');
  try {
    const { sub } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { sub?: unknown };
    if (typeof sub === 'string') return sub;
  } catch {
    // Falls through: no JSON, no token.
  }
  throw new MessagingError('Unauthorized', 'This is not a token of a user pool.', { reason: 'NOT_SIGNED_IN' });
};
