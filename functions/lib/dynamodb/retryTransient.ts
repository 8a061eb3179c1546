import { ErrorType } from '../../../domain/ErrorType.ts';
import { DomainError } from '../lambda/DomainError.ts';
import { isTransient } from '../lambda/isTransient.ts';
import { backOff, type Timing } from '../lambda/Timing.ts';

const tries = 8;

/** Makes a call to AWS anew as long as it fails for a passing reason; then `Unavailable`. */
export const retryTransient = async <Result>(timing: Timing, run: () => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (attempt === tries) throw new DomainError(ErrorType.Unavailable, 'The service is busy. Please try again.');
    }
    await backOff(timing);
  }
};
