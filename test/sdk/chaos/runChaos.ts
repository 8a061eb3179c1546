import { createRandom } from 'messaging-local/base/createRandom.ts';
import { createMemoryChannels, createMemoryLocks, createMemoryStorage } from '../../../sdk/src/core.ts';
import type { Person } from '../../support/Person.ts';
import type { World } from '../../support/useWorld.ts';
import { ChaosDevice, type CreateClient } from './ChaosDevice.ts';
import { checkDevices } from './checkDevices.ts';
import type { Draw, Rates } from './FaultyNetwork.ts';

export interface ChaosOptions {
  readonly world: World;
  readonly seed: number;
  readonly people: number;
  readonly rounds: number;
  readonly sendsPerRound: number;
  readonly create: CreateClient;
}

export interface ChaosReport {
  readonly violations: readonly string[];
  readonly sends: number;
}

const rough: Rates = { lostRequest: 0.05, lostAnswer: 0.08, refused: 0.05, slow: 0.2, lostFrame: 0 };
const rougher: Rates = { ...rough, lostFrame: 0.15 };

/** Everything that a round does to one device beside sending. */
const disturb = async (device: ChaosDevice, random: Draw): Promise<void> => {
  const dice = random();
  if (dice < 0.1) await device.reload();
  else if (dice < 0.25) device.network.cut();
  else if (dice < 0.35) device.network.setOnline(false);
  else if (dice < 0.55) device.network.setOnline(true);
};

const createDevices = ({ world, people, create }: ChaosOptions, all: readonly Person[], random: Draw): ChaosDevice[] =>
  all.slice(0, people).flatMap((person, at) => {
    const channel = createMemoryChannels();
    const shared = { storage: createMemoryStorage(), locks: createMemoryLocks(), channel };
    // Every second person has two tabs.
    return Array.from({ length: 1 + (at % 2) }, () => new ChaosDevice({ world, person, random, shared, create }));
  });

const send = async (
  devices: readonly ChaosDevice[],
  { groupId, text }: { groupId: string; text: string },
  random: Draw,
): Promise<void> => {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const device = pick(devices);
  const others = devices.filter(({ person }) => person !== device.person);
  const to = random() < 0.5 ? { groupId } : { recipientId: pick(others).person.id };
  await device.send(to, text);
};

/** Rounds of faults, each followed by a calm in which every store must equal what the server has. */
export const runChaos = async (options: ChaosOptions): Promise<ChaosReport> => {
  const { world, seed, people, rounds, sendsPerRound } = options;
  const source = createRandom(seed);
  const random: Draw = () => source.next();
  const names = Array.from({ length: people }, (_, at) => `p${at}`);
  const all = Object.values(await world.people(...names));
  const memberIds = all.slice(1).map(({ id }) => id);
  const { id: groupId } = await all[0]!.createGroup({ name: 'All', memberIds });
  const devices = createDevices(options, all, random);
  await Promise.all(devices.map((device) => device.start()));
  const violations: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const losesFrames = round % 2 === 1;
    for (const device of devices) device.setRates(losesFrames ? rougher : rough);
    for (let count = 0; count < sendsPerRound; count += 1) {
      await send(devices, { groupId, text: `${round}/${count}` }, random);
      if (random() < 0.3) await disturb(devices[Math.floor(random() * devices.length)]!, random);
    }
    await Promise.all(devices.map((device) => device.settle()));
    violations.push(
      ...(await checkDevices(devices, { losesFrames, groupId })).map((text) => `round ${round}: ${text}`),
    );
    if (violations.length > 0) break;
  }
  await Promise.all(devices.map(({ client }) => client.close()));
  return { violations, sends: rounds * sendsPerRound };
};
