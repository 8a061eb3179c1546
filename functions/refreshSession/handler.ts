import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { refreshSession } from './refreshSession.ts';

export const handler = toPublicHandler(refreshSession(createAccountDeps()));
