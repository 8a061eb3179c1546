import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { toPublicHandler } from '../lib/toHandler.ts';
import { authenticateUser } from './authenticateUser.ts';

export const handler = toPublicHandler(authenticateUser(createAccountDeps()));
