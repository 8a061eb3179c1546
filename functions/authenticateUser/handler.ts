import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { createProfileDeps } from '../lib/accounts/createProfileDeps.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { authenticateUser } from './authenticateUser.ts';

export const handler = toPublicHandler(authenticateUser({ ...createAccountDeps(), ...createProfileDeps() }));
