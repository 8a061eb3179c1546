import { util } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { patterns } from '../../domain/patterns.ts';
import { fail } from './fail.ts';

/** The id of a group as it is stored: clients may make ids, and some write them in capitals. */
export const groupIdOf = (value: string): string => {
  if (!util.matches(patterns.anyCaseUuid, value)) fail(ErrorType.BadRequest, 'This is not the id of a group.');
  return value.toLowerCase();
};
