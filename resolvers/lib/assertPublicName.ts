import { util } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { publicNamePattern, publicNameRule } from '../../domain/publicName.ts';
import { fail } from './fail.ts';

export const assertDisplayName = (displayName: string): void => {
  if (!util.matches(publicNamePattern, displayName)) fail(ErrorType.BadRequest, publicNameRule('A display name'));
};

export const assertGroupName = (name: string): void => {
  if (!util.matches(publicNamePattern, name)) fail(ErrorType.BadRequest, publicNameRule('A group name'));
};
