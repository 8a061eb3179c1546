import { util } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { patterns } from '../../domain/patterns.ts';
import { fail } from './fail.ts';

export const assertUserId = (userId: string): void => {
  if (!util.matches(patterns.uuid, userId)) fail(ErrorType.BadRequest, 'This is not the id of a person.');
};
