import { stringify } from 'fast-check';
import { runOverHttp } from './runOverHttp.ts';
import type { SeededFault } from './seededFaults.ts';
import { startSabotaged } from './startSabotaged.ts';

export interface Finding {
  readonly fault: string;
  /** The run that found it; undefined when none did. */
  readonly run: number | undefined;
  /** As short as was looked for. */
  readonly commands: string;
  /** What differed from the model. */
  readonly difference: string;
}

/** Runs the model against a backend with a fault in it, until it is found. */
export const findFault = async (
  fault: SeededFault,
  options: { readonly seed: number; readonly shrinkingRuns: number },
): Promise<Finding> => {
  const { world, stop } = await startSabotaged(fault);
  try {
    const { failed, numRuns, counterexample, errorInstance } = await runOverHttp(world, { ...options, runs: 1_000 });
    return {
      fault: fault.name,
      run: failed ? numRuns : undefined,
      commands: counterexample ? stringify(counterexample[0]).replace(/ \/\*replayPath.*?\*\//, '') : '',
      difference: errorInstance instanceof Error ? (errorInstance.message.split('\n')[0] ?? '') : '',
    };
  } finally {
    await stop();
  }
};
