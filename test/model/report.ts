import fc, { type RunDetails } from 'fast-check';

/** The tests' seed: the same each time, so that a red test is the fault of what was changed. The command draws others. */
export const chosenSeed = (): number => Number(process.env['MODEL_SEED'] ?? 20_261_124);

/** Another seed each time: a red test prints it. */
export const randomSeed = (): number => Math.floor(Math.random() * 2 ** 31);

/** What was run; of a failure where it can be had again, its shortest commands, and what differed. */
export const toReport = <Inputs>(details: RunDetails<Inputs>): string =>
  details.failed
    ? [
        fc.defaultReportMessage(details),
        details.errorInstance instanceof Error ? details.errorInstance.message : '',
        'To run it again: npm run test:model -- --memory|--http --seed S --path P --replay R, all three as told above.',
      ].join('\n')
    : `seed ${details.seed}: ${details.numRuns} runs`;
