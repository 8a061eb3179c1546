import type { QueryConversationArgs } from '../../generated/types.ts';
import { loadStay } from '../lib/conversations/loadStay.ts';
import { toConversations, type ConversationView, type ViewDeps } from '../lib/conversations/toConversations.ts';
import type { Caller } from '../lib/lambda/Caller.ts';

/** One of the caller's conversations. */
export const conversation =
  (deps: ViewDeps) =>
  async (me: Caller, { id }: QueryConversationArgs): Promise<ConversationView | null> => {
    const [view] = await toConversations(deps, me.userId, [await loadStay(deps, me.userId, id)]);
    return view ?? null;
  };
