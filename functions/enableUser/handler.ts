import { createAdministrationDeps } from '../lib/accounts/createAdministrationDeps.ts';
import { toPublicHandler } from '../lib/lambda/toHandler.ts';
import { enableUser } from './enableUser.ts';

export const handler = toPublicHandler(enableUser(createAdministrationDeps()));
