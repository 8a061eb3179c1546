import type { Clock } from '../../base/Clock.ts';
import type { PersistentMap } from '../../storage/PersistentMap.ts';
import { CognitoError } from './CognitoError.ts';

/**
 * Calls per user and hour: https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html. The service lets
 * 5 to 20 resets through, depending on the risk that it sees; here it is always 5.
 */
const callsPerHour = {
  ChangePassword: 5,
  ConfirmForgotPassword: 5,
  ConfirmSignUp: 15,
  ForgotPassword: 5,
  GetUserAttributeVerificationCode: 5,
  ResendConfirmationCode: 5,
  VerifyUserAttribute: 15,
};

export interface HourlyLimits {
  /** @throws CognitoError LimitExceededException */
  count(operation: keyof typeof callsPerHour, name: string): void;
}

const hour = 3_600_000;
const keysKept = 10_000;

export function createHourlyLimits(calls: PersistentMap<readonly number[]>, clock: Clock): HourlyLimits {
  return {
    count(operation, name) {
      const key = `${operation} ${name}`;
      const now = clock.now();
      const recent = (calls.get(key) ?? []).filter((time) => time > now - hour && time <= now);
      if (recent.length >= callsPerHour[operation]) {
        throw new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
      }
      if (calls.size >= keysKept) dropStale(calls, now - hour);
      calls.set(key, [...recent, now]);
    },
  };
}

function dropStale(calls: PersistentMap<readonly number[]>, before: number): void {
  for (const [key, times] of calls.entries()) {
    if ((times.at(-1) ?? 0) <= before) calls.delete(key);
  }
}
