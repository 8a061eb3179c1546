import type { Message } from '../../../sdk/src/core.ts';
import type { Person } from '../../support/Person.ts';
import { until } from '../Device.ts';
import type { ChaosDevice } from './ChaosDevice.ts';

/** All messages of a conversation, by the API alone. */
const stored = async (person: Person, conversationId: string): Promise<Message[]> => {
  const all: Message[] = [];
  for (;;) {
    const { items, hasMore } = await person.messages(conversationId, { afterSeq: all.at(-1)?.seq ?? 0, limit: 100 });
    all.push(...items);
    if (!hasMore) return all;
  }
};

const toLine = ({ seq, version, text }: Message): string => `${seq}.${version} ${text ?? ''}`;

/** A last message where frames were lost: what it does not bring to light, the next message would not either. */
const sendSentinels = async (devices: readonly ChaosDevice[], groupId: string): Promise<void> => {
  const people = [...new Set(devices.map(({ person }) => person))];
  const [first] = people;
  await first?.sendGroupMessage(groupId, 'sentinel');
  for (const one of people) for (const other of people) if (one.id < other.id) await one.sendMessage(other, 'sentinel');
};

const checkConversation = async (device: ChaosDevice, conversationId: string): Promise<string[]> => {
  const wanted = await stored(device.person, conversationId);
  await until(device.client.timeline(conversationId), () => true);
  const shown = await device.shown(conversationId);
  const who = `${device.person.username} in ${conversationId}`;
  const [is, must] = [shown.map(toLine).join('\n'), wanted.map(toLine).join('\n')];
  if (is !== must) return [`${who} shows\n${is}\ninstead of\n${must}\n${JSON.stringify(device.events.slice(-12))}`];
  const truth = await device.person.conversation(conversationId);
  const mine = device.conversation(conversationId);
  if (mine?.unreadCount !== truth.unreadCount) {
    return [`${who} counts ${mine?.unreadCount} unread instead of ${truth.unreadCount}`];
  }
  return [];
};

const checkSends = async (device: ChaosDevice): Promise<string[]> => {
  const failed = device.client.outbox.getSnapshot().filter(({ state }) => state === 'failed');
  const problems = failed.map(({ text, error }) => `${device.person.username} failed ${text}: ${error?.type ?? ''}`);
  for (const message of device.acknowledged.values()) {
    const { items } = await device.person.messages(message.conversationId, { afterSeq: message.seq - 1, limit: 1 });
    if (items[0]?.clientMessageId !== message.clientMessageId)
      problems.push(`${message.id} was acknowledged and is gone`);
  }
  device.acknowledged.clear();
  return problems;
};

const listed = async (person: Person): Promise<string[]> =>
  (await person.conversations({ limit: 100 })).items.map(({ id }) => id);

/** Every text is there once: whoever repeats a send uses its id. */
const checkDoubles = async (device: ChaosDevice): Promise<string[]> => {
  const all = (await Promise.all((await listed(device.person)).map((id) => stored(device.person, id)))).flat();
  const texts = all.map(({ text }) => text).filter((text) => text !== 'sentinel');
  const doubled = texts.filter((text, at) => texts.indexOf(text) !== at);
  return doubled.map((text) => `${text ?? ''} was stored twice`);
};

/** What the devices show against what the server has stored. */
export const checkDevices = async (
  devices: readonly ChaosDevice[],
  { losesFrames, groupId }: { losesFrames: boolean; groupId: string },
): Promise<string[]> => {
  if (losesFrames) await sendSentinels(devices, groupId);
  const problems: string[] = [];
  for (const device of devices) {
    for (const conversationId of await listed(device.person)) {
      const truth = await device.person.conversation(conversationId);
      const isThere = () => (device.conversation(conversationId)?.lastMessage?.seq ?? 0) >= truth.lastSeq;
      const arrived = until(device.client.conversationList, isThere).then(() => true);
      const deadline = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20_000));
      if (!(await Promise.race([arrived, deadline])))
        problems.push(`${device.person.username} misses the end of ${conversationId}`);
      problems.push(...(await checkConversation(device, conversationId)));
    }
    problems.push(...(await checkSends(device)), ...(await checkDoubles(device)));
  }
  return problems;
};
