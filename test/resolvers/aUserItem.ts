import { boId } from '../support/aResolverContext.ts';

/** An item of the Users table; bo by default. */
export const aUserItem = (more: Record<string, unknown> = {}) => ({
  userId: boId,
  username: 'bo',
  displayName: 'Bo B.',
  status: 'ACTIVE',
  createdAt: '2026-01-01T00:00:00.000Z',
  signedOutAt: 7,
  ...more,
});

/** The user of that item as the API returns it: without status and sessions. */
export const bo = { id: boId, username: 'bo', displayName: 'Bo B.', createdAt: '2026-01-01T00:00:00.000Z' };
