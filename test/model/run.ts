import { parseArgs } from 'node:util';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { World } from '../support/useWorld.ts';
import { findFault } from './findFault.ts';
import { toReport } from './report.ts';
import { runInMemory } from './runInMemory.ts';
import type { RunOptions } from './RunOptions.ts';
import { runOverHttp } from './runOverHttp.ts';
import { seededFaults } from './seededFaults.ts';

const { values } = parseArgs({
  options: {
    /** Only the model's own rules. */
    memory: { type: 'boolean' },
    /** Only the backend against the model. */
    http: { type: 'boolean' },
    /** The table of seeded faults: which run finds each. */
    sabotage: { type: 'boolean' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    path: { type: 'string' },
    replay: { type: 'string' },
  },
});

const optionsOf = (runs: number): RunOptions => ({
  seed: Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)),
  runs: Number(values.runs ?? runs),
  path: values.path,
  replayPath: values.replay,
});

const tell = (what: string, report: string, hasFailed: boolean): void => {
  console.log(`${what}, ${report}`);
  if (hasFailed) process.exitCode = 1;
};

const runMemory = (): void => {
  const details = runInMemory(optionsOf(20_000));
  tell('in memory', toReport(details), details.failed);
};

const runHttp = async (): Promise<void> => {
  const runtime = await startRuntime({ assemblyDir: 'cdk.out', port: 0 });
  const details = await runOverHttp(new World(runtime), optionsOf(500));
  tell('over HTTP', toReport(details), details.failed);
  await runtime.stop();
};

const runSabotage = async (): Promise<void> => {
  const seed = Number(values.seed ?? 1);
  console.log(`| seeded fault | found at run (seed ${seed}) | commands | what differed |\n| - | - | - | - |`);
  for (const seeded of seededFaults) {
    const { fault, run, commands, difference } = await findFault(seeded, { seed, shrinkingRuns: 60 });
    console.log(`| ${[fault, run ?? 'NOT FOUND', commands, difference].join(' | ')} |`);
    if (run === undefined) process.exitCode = 1;
  }
};

if (values.sabotage) await runSabotage();
else {
  if (!values.http) runMemory();
  if (!values.memory) await runHttp();
}
