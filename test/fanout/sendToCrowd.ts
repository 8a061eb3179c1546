import type { RequestCost } from 'messaging-local/gate/createLedger.ts';
import { vi } from 'vitest';
import type { Message } from '../../generated/types.ts';
import type { World } from '../support/useWorld.ts';
import type { Crowd } from './Crowd.ts';

export interface CrowdSend {
  readonly message: Message;
  /** What the send cost in the data plane. */
  readonly cost: RequestCost;
  /** The publishes: bytes of each request and whom it names. */
  readonly publishes: readonly { readonly bytes: number; readonly recipientIds: readonly string[] }[];
  /** Until the sender had his answer, and until the last socket had the message. */
  readonly answeredAfter: number;
  readonly deliveredAfter: number;
}

interface PublishBody {
  readonly variables: { readonly input: { readonly recipientIds: readonly string[] } };
}

/** Sends one text to the crowd and watches what that takes. */
export const sendToCrowd = async (
  { runtime }: World,
  crowd: Pick<Crowd, 'owner' | 'groupId' | 'inboxes'>,
  text: string,
): Promise<CrowdSend> => {
  const { ledger } = runtime.gate;
  let requestId = '';
  ledger.onEntry((id, { operation }) => {
    if (operation === 'TransactWriteItems') requestId = id;
  });
  const authenticate = vi.spyOn(runtime.authenticator, 'authenticate');
  const started = performance.now();

  const message = await crowd.owner.sendGroupMessage(crowd.groupId, text);
  const answeredAfter = performance.now() - started;
  await Promise.all(crowd.inboxes.flat().map((inbox) => inbox.next()));
  const deliveredAfter = performance.now() - started;

  const signed = authenticate.mock.calls.filter(([{ headers }]) => headers['authorization']?.startsWith('AWS4'));
  const publishes = signed.map(([{ body }]) => {
    const { variables } = JSON.parse(body) as PublishBody;
    return { bytes: Buffer.byteLength(body), recipientIds: variables.input.recipientIds };
  });
  authenticate.mockRestore();
  return { message, cost: ledger.of(requestId), publishes, answeredAfter, deliveredAfter };
};
