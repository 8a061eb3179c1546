import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../../generated/types.ts';
import type { Inbox } from '../../test/support/Inbox.ts';
import { MessagingError } from '../../test/support/MessagingError.ts';
import type { Person } from '../../test/support/Person.ts';
import { startBackend, type Backend } from '../../test/support/startBackend.ts';
import { Visitor } from '../../test/support/Visitor.ts';

type Tell = (line: string) => void;

interface Stage {
  readonly ana: Person;
  readonly bo: Person;
  /** Bo's open subscription. */
  readonly inbox: Inbox;
  readonly tell: Tell;
}

const meet = async ({ endpoints }: Backend, tell: Tell): Promise<Stage> => {
  const visitor = new Visitor(endpoints);
  const [ana, bo] = await Promise.all([visitor.joins('ana'), visitor.joins('bo')]);
  tell(`Two people registered with mailed codes and signed in: ${ana.username} and ${bo.username}.`);
  const inbox = await bo.onMessage();
  tell('Bo subscribed.');
  return { ana, bo, inbox, tell };
};

const selectingOnlyId = `mutation sendMessage($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;

const talk = async ({ ana, bo, inbox, tell }: Stage): Promise<Message> => {
  const input = { recipientId: bo.id, text: 'Hello, Bo.', clientMessageId: randomUUID() };
  const answer = await ana.request(selectingOnlyId, { input });
  const { sendMessage } = answer.data as { sendMessage: { id: string } };
  const heard = await inbox.next();
  assert.equal(heard.id, sendMessage.id);
  assert.equal(heard.text, 'Hello, Bo.');
  assert.equal(heard.senderUsername, ana.username);
  assert.equal(heard.seq, 1);
  tell('Ana sent, selecting only `id`; Bo heard the whole message.');
  return heard;
};

const block = async ({ ana, bo, inbox, tell }: Stage): Promise<void> => {
  await bo.blockUser(ana);
  const refusal: unknown = await ana.sendMessage(bo, 'Are you there?').catch((error: unknown) => error);
  assert(refusal instanceof MessagingError);
  assert.equal(refusal.type, 'RecipientUnavailable');
  const nobody: unknown = await ana.sendMessage(randomUUID(), 'Anybody?').catch((error: unknown) => error);
  assert(nobody instanceof MessagingError);
  assert.deepEqual([refusal.message, refusal.info], [nobody.message, nobody.info]);
  tell('Bo blocked Ana: her next message was refused, in the words for somebody who does not exist.');
  await bo.unblockUser(ana);
  await ana.sendMessage(bo, 'Hello again.');
  assert.equal((await inbox.next()).text, 'Hello again.');
  assert.equal(inbox.received.length, 2);
  tell('Bo unblocked her, and heard her next message. Of the refused one nothing came.');
};

const catchUp = async ({ ana, bo, inbox, tell }: Stage): Promise<Message[]> => {
  const { nextCursor } = await bo.checkMessages();
  inbox.close();
  const missed = [await ana.sendMessage(bo, 'One.'), await ana.sendMessage(bo, 'Two.')];
  const checked = await bo.checkMessages({ since: nextCursor });
  assert.deepEqual(checked.messages, missed);
  assert.equal((await bo.checkMessages({ since: checked.nextCursor })).messages.length, 0);
  tell('Bo was away for two messages: checkMessages gave exactly those.');
  return missed;
};

/** Everything that Ana was told is stored, in its order. */
const assertKept = async (backend: Backend, { ana, bo }: Stage, acknowledged: readonly Message[]): Promise<void> => {
  const again = new Visitor(backend.endpoints);
  const boAgain = await again.signsIn(bo.username);
  const kept = await boAgain.checkMessages();
  assert.deepEqual(
    kept.messages.map(({ seq, text, senderId }) => [seq, text, senderId]),
    acknowledged.map(({ seq, text }) => [seq, text, ana.id]),
  );
};

/** The whole story on a fresh start, ending with a kill -9 and a second start. Throws when anything is otherwise. */
export const demo = async (tell: Tell): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'messaging-demo-'));
  let backend = await startBackend(folder, '--fresh');
  try {
    const stage = await meet(backend, tell);
    const first = await talk(stage);
    await block(stage);
    const missed = await catchUp(stage);
    await backend.kill();
    tell('The backend was killed with -9.');
    backend = await startBackend(folder);
    const again = { ...first, seq: 2, text: 'Hello again.' };
    await assertKept(backend, stage, [first, again, ...missed]);
    tell('Started again: everything that was acknowledged is there.');
  } finally {
    await backend.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
