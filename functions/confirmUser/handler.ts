import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { toPublicHandler } from '../lib/toHandler.ts';
import { confirmUser } from './confirmUser.ts';

export const handler = toPublicHandler(confirmUser(createAccountDeps()));
