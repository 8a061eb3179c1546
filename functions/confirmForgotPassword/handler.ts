import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { confirmForgotPassword } from './confirmForgotPassword.ts';

export const handler = toPublicHandler(confirmForgotPassword(createAccountDeps()));
