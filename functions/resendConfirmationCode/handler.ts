import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { resendConfirmationCode } from './resendConfirmationCode.ts';

export const handler = toPublicHandler(resendConfirmationCode(createAccountDeps()));
