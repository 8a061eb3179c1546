import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { TableVariable } from '../../domain/items.ts';
import { fail } from './fail.ts';

/** A variable of the API: infra/Api.ts sets them all. */
export const env = ({ env: variables }: Pick<Context, 'env'>, name: TableVariable | 'MAX_GROUP_MEMBERS'): string =>
  variables[name] ?? fail(ErrorType.Internal, 'Something went wrong on our side.');

/** APPSYNC_JS has neither Number nor parseInt. */
const toNumber = (text: string): number => JSON.parse(text) as number;

/** A setting of the deployment: infra/settings.ts. */
export const maxGroupMembers = (ctx: Pick<Context, 'env'>): number => toNumber(env(ctx, 'MAX_GROUP_MEMBERS'));
