import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { toPublicHandler } from '../lib/toHandler.ts';
import { resendConfirmationCode } from './resendConfirmationCode.ts';

export const handler = toPublicHandler(resendConfirmationCode(createAccountDeps()));
