import { util } from '@aws-appsync/utils';
import type { ErrorType } from '../../domain/ErrorType.ts';

/** Ends the resolver with an error of the closed list. */
export const fail = (type: ErrorType, message: string, info?: Record<string, unknown>): never =>
  util.error(message, type, null, info);
