import { createProfileDeps } from '../lib/accounts/createProfileDeps.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
import { createProfile } from './createProfile.ts';

export const handler = toCallerHandler(createProfile(createProfileDeps()));
