import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from '../test/support/Person.ts';
import { joinPeople } from './joinPeople.ts';
import { measure, type Measurement } from './measure.ts';
import { measureFanOut } from './measureFanOut.ts';
import { memoryOfTree } from './memoryOfTree.ts';
import { report } from './report.ts';
import { startProcess, timeProcess } from './startProcess.ts';

const callers = 32;
const milliseconds = 4_000;
const messages = 10_000;
/** The whole run stays under three minutes: what is left of these goes to filling. */
const millisecondsInAll = 165_000;

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const rates: Measurement[] = [];
const facts: (readonly [string, string])[] = [];
let sent = 0;

const note = (name: string, value: string) => facts.push([name, value]);
const seconds = (value: number) => `${(value / 1000).toFixed(1)} s`;
const megabytes = (pid: number) => `${memoryOfTree(pid)?.toFixed(0) ?? '?'} MB`;

const atOnce = async (name: string, call: (caller: number) => Promise<unknown>, most = callers) => {
  // The first calls start the functions' environments.
  await measure({ name, callers: most, milliseconds: 1_000 }, call);
  rates.push(
    await measure(
      { name: `${name}, ${most === 1 ? 'one at a time' : `${most} at once`}`, callers: most, milliseconds },
      call,
    ),
  );
};

const send = async (from: Person, to: Person) => {
  await from.sendMessage(to, 'A message of about the usual length, give or take a word.');
  sent += 1;
};

const measureFloor = async () => {
  const floor = await startProcess('bench/floor.ts');
  const call = async () => (await fetch(floor.origin, { method: 'POST', body: '{}' })).json();
  await atOnce('floor: node:http and one GetItem', call, 1);
  await atOnce('floor: node:http and one GetItem', call);
  await floor.stop();
};

const start = (...options: string[]) => {
  const assembly = join(folder, 'assembly');
  return startProcess(
    'local/main.ts',
    '--port',
    '0',
    '--assembly',
    assembly,
    '--data',
    join(folder, 'data'),
    ...options,
  );
};

const measureStarts = async () => {
  const synthesis = await timeProcess('bench/coldSynth.ts', join(folder, 'assembly'));
  const first = await start('--fresh');
  await first.stop();
  const cached = await timeProcess('infra/synth.ts');
  const later = await start();
  note('First start: synthesis, then ready', `${seconds(synthesis)} + ${seconds(first.readyMilliseconds)}`);
  note('Later start: check of the sources, then ready', `${seconds(cached)} + ${seconds(later.readyMilliseconds)}`);
  return later;
};

const measureReads = async (people: readonly Person[]) => {
  const person = (caller: number) => people[caller]!;
  await atOnce('me', (caller) => person(caller).me(), 1);
  await atOnce('me', (caller) => person(caller).me());
  const cursors = await Promise.all(people.map(async (each) => (await each.checkMessages()).nextCursor));
  const check = (caller: number) => person(caller).checkMessages({ since: cursors[caller]! });
  await atOnce('checkMessages with nothing new', check, 1);
  await atOnce('checkMessages with nothing new', check);
};

const measureSends = async (people: readonly Person[]) => {
  const between = (caller: number) => send(people[caller]!, people[caller + callers]!);
  await atOnce('sendMessage, a conversation each', between, 1);
  await atOnce('sendMessage, a conversation each', between);
  const [ana, bo] = [people[0]!, people[1]!];
  await atOnce('sendMessage, all in one conversation', (caller) => (caller % 2 === 0 ? send(ana, bo) : send(bo, ana)));
  const load = {
    name: 'filling',
    callers,
    milliseconds: Math.max(0, millisecondsInAll - performance.now()),
    calls: Math.max(0, messages - sent),
  };
  await measure(load, between);
};

try {
  const backend = await measureStarts();
  note('Memory at rest', megabytes(backend.pid));
  await measureFloor();
  const people = await joinPeople(join(folder, 'data'), 2 * callers);
  await measureReads(people);
  const { listeners, milliseconds: toLast } = await measureFanOut(people);
  note(`Group message to ${listeners} open sockets, until the last has it`, `${toLast.toFixed(0)} ms`);
  await measureSends(people);
  note(`Memory after ${sent.toLocaleString('en')} messages`, megabytes(backend.pid));
  await backend.stop();
  console.log(report({ facts, rates, floorName: `floor: node:http and one GetItem, ${callers} at once` }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
