import { parseArgs } from 'node:util';
import { startRuntime } from '../../local/startRuntime.ts';
import { World } from '../support/useWorld.ts';
import { chosenSeed, toReport } from './report.ts';
import { runInMemory } from './runInMemory.ts';
import type { RunOptions } from './RunOptions.ts';
import { runOverHttp } from './runOverHttp.ts';

const { values } = parseArgs({
  options: {
    /** Only the model's own rules. */
    memory: { type: 'boolean' },
    /** Only the backend against the model. */
    http: { type: 'boolean' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    path: { type: 'string' },
    replay: { type: 'string' },
  },
});

const optionsOf = (runs: number): RunOptions => ({
  seed: values.seed === undefined ? chosenSeed() : Number(values.seed),
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

if (!values.http) runMemory();
if (!values.memory) await runHttp();
