import { createViewDeps } from '../lib/conversations/createViewDeps.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
import { conversations } from './conversations.ts';

export const handler = toCallerHandler(conversations(createViewDeps()));
