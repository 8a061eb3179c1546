/** Errors of the language are faults of the runtime, not of the person who starts it: their place is told too. */
const faults = [TypeError, RangeError, ReferenceError, SyntaxError, AggregateError];

/** Ends a start that failed: one sentence, exit code 1. */
export function fail(error: unknown): void {
  console.error(toSentence(error));
  process.exitCode = 1;
}

export function toSentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (faults.some((fault) => error instanceof fault)) return error.stack ?? error.message;
  return error.message;
}
