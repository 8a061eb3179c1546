import type { Context, LambdaRequest } from '@aws-appsync/utils';
import { lambdaResult, toLambdaCall, type LambdaContext } from './lambdaCall.ts';

/** The code of every field that has a Lambda behind it and nothing to add. */
export const request = (ctx: Context): LambdaRequest => toLambdaCall(ctx);

export const response = (ctx: LambdaContext<unknown, unknown>): unknown => lambdaResult(ctx);
