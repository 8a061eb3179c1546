import { createAccountDeps } from '../lib/accounts/AccountDeps.ts';
import { loadSetting } from '../lib/lambda/loadSetting.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { registerUser } from './registerUser.ts';

export const handler = toPublicHandler(
  registerUser({ ...createAccountDeps(), userPoolId: loadSetting('USER_POOL_ID') }),
);
