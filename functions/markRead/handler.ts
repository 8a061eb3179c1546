import { createViewDeps } from '../lib/conversations/createViewDeps.ts';
import { toCallerHandler } from '../lib/lambda/toHandler.ts';
import { markRead } from './markRead.ts';

export const handler = toCallerHandler(markRead(createViewDeps()));
