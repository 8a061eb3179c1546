import { createAdministrationDeps } from '../lib/accounts/createAdministrationDeps.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { disableUser } from './disableUser.ts';

export const handler = toPublicHandler(disableUser(createAdministrationDeps()));
