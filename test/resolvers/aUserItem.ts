import { boId } from '../support/aResolverContext.ts';

/** An item of the Users table: bo, unless told otherwise. */
export const aUserItem = (more: Record<string, unknown> = {}) => ({
  userId: boId,
  username: 'bo',
  displayName: 'Bo B.',
  status: 'ACTIVE',
  createdAt: '2026-01-01T00:00:00.000Z',
  signedOutAt: 7,
  ...more,
});

/** The person of that item, as the API shows him: nothing of status or sessions. */
export const bo = { id: boId, username: 'bo', displayName: 'Bo B.', createdAt: '2026-01-01T00:00:00.000Z' };
