import type { Context } from '@aws-appsync/utils';
import type { TableVariable } from '../../domain/items.ts';
import { failInternal } from './fail.ts';

/** Reads an environment variable of the API, as set in infra/Api.ts. */
export const env = ({ env: variables }: Pick<Context, 'env'>, name: TableVariable | 'MAX_GROUP_MEMBERS'): string =>
  variables[name] ?? failInternal();

/** APPSYNC_JS has neither Number nor parseInt. */
const toNumber = (text: string): number => JSON.parse(text) as number;

/** A setting of the deployment: infra/settings.ts. */
export const maxGroupMembers = (ctx: Pick<Context, 'env'>): number => toNumber(env(ctx, 'MAX_GROUP_MEMBERS'));
