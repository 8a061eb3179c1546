import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { forgotPassword } from './forgotPassword.ts';

export const handler = toPublicHandler(forgotPassword(createAccountDeps()));
