import { ErrorType } from '../../../domain/ErrorType.ts';
import { usernameRule, usernameTaken } from '../../../domain/username.ts';
import { DomainError } from '../lambda/DomainError.ts';

type Answer = readonly [type: ErrorType, message: string, info?: Readonly<Record<string, unknown>>];

/** One answer for an unknown name, a wrong password, a disabled account and a lockout: it tells nothing about a name. */
const badCredentials: Answer = [ErrorType.Unauthorized, 'The username or the password is wrong.'];
const wrongCode: Answer = [ErrorType.BadRequest, 'The code is wrong.', { reason: 'CODE_MISMATCH' }];
const tooOften: Answer = [ErrorType.LimitExceeded, 'Too many tries. Please wait.', { retryAfterMs: 60_000 }];
const nameTaken: Answer = [ErrorType.Conflict, usernameTaken];
const notNow: Answer = [ErrorType.Unavailable, 'The service cannot answer now. Please try again.'];

/** Cognito's exceptions in the words of our API: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html */
const answers: Readonly<Record<string, Answer>> = {
  UsernameExistsException: nameTaken,
  InvalidPasswordException: [
    ErrorType.BadRequest,
    'The password needs at least 8 characters with a lower-case and an upper-case letter and a digit.',
    { reason: 'INVALID_PASSWORD' },
  ],
  InvalidParameterException: [ErrorType.BadRequest, 'The input is malformed.'],
  NotAuthorizedException: badCredentials,
  UserNotFoundException: badCredentials,
  UserNotConfirmedException: [
    ErrorType.Forbidden,
    'Please confirm the e-mail address first.',
    { reason: 'USER_NOT_CONFIRMED' },
  ],
  PasswordResetRequiredException: [
    ErrorType.Forbidden,
    'Please set a new password first.',
    { reason: 'PASSWORD_RESET_REQUIRED' },
  ],
  CodeMismatchException: wrongCode,
  ExpiredCodeException: [ErrorType.BadRequest, 'The code is too old.', { reason: 'CODE_EXPIRED' }],
  LimitExceededException: tooOften,
  TooManyFailedAttemptsException: tooOften,
  TooManyRequestsException: tooOften,
  CodeDeliveryFailureException: notNow,
  InternalErrorException: notNow,
  UnexpectedLambdaException: notNow,
};

export const isNamed = (error: unknown, name: string): error is Error => error instanceof Error && error.name === name;

/** The trigger preSignUp says why it refuses a name; whatever else it throws is its own fault. */
const answerOfTrigger = ({ message }: Error): Answer => {
  if (message.includes(usernameTaken)) return nameTaken;
  return message.includes(usernameRule) ? [ErrorType.BadRequest, usernameRule] : notNow;
};

const answerTo = (error: Error): Answer | undefined =>
  error.name === 'UserLambdaValidationException' ? answerOfTrigger(error) : answers[error.name];

/** @returns the error to throw: the answer that belongs to Cognito's exception, or the error itself when none does */
export const toAccountError = (error: unknown): unknown => {
  const answer = error instanceof Error ? answerTo(error) : undefined;
  return answer ? new DomainError(...answer) : error;
};

/** Runs a call of Cognito and throws in the words of our API. */
export const withDomainErrors = async <Result>(run: () => Promise<Result>): Promise<Result> => {
  try {
    return await run();
  } catch (error) {
    throw toAccountError(error);
  }
};
