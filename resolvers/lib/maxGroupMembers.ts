import type { Context } from '@aws-appsync/utils';

/** A setting of the deployment: infra/settings.ts. */
export const maxGroupMembers = (ctx: Context): number => JSON.parse(ctx.env['MAX_GROUP_MEMBERS'] as string) as number;
