import { ErrorType } from '../../domain/ErrorType.ts';
import { DomainError } from './DomainError.ts';
import { isPassing } from './isPassing.ts';
import { backOff, type Timing } from './Timing.ts';

const tries = 8;

/** Makes a call to AWS anew as long as it fails for a passing reason; then `Unavailable`. */
export const retryPassing = async <Result>(timing: Timing, run: () => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (attempt === tries) throw new DomainError(ErrorType.Unavailable, 'The service is busy. Please try again.');
    }
    await backOff(timing);
  }
};
