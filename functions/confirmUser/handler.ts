import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { confirmUser } from './confirmUser.ts';

export const handler = toPublicHandler(confirmUser(createAccountDeps()));
