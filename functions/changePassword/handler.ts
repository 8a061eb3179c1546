import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { createAdministrationDeps } from '../lib/accounts/createAdministrationDeps.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
import { changePassword } from './changePassword.ts';

export const handler = toCallerHandler(changePassword({ ...createAdministrationDeps(), ...createAccountDeps() }));
