import { createViewDeps } from '../lib/conversations/createViewDeps.ts';
import { toCallerHandler } from '../lib/toHandler.ts';
import { markRead } from './markRead.ts';

export const handler = toCallerHandler(markRead(createViewDeps()));
