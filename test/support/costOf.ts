import type { Ledger, RequestCost } from 'messaging-local/gate/createLedger.ts';

/** What one request cost at the gate that every call of AWS passes; no other may be under way meanwhile. */
export const costOf = async (ledger: Ledger, run: () => Promise<unknown>): Promise<RequestCost> => {
  const requestIds = new Set<string>();
  let isOpen = true;
  ledger.onEntry((requestId) => {
    if (isOpen) requestIds.add(requestId);
  });
  await run();
  isOpen = false;
  const [requestId = '', ...others] = requestIds;
  if (others.length > 0) throw new Error('Another request was under way.');
  return ledger.of(requestId);
};
