import { createViewDeps } from '../lib/conversations/createViewDeps.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
import { conversation } from './conversation.ts';

export const handler = toCallerHandler(conversation(createViewDeps()));
