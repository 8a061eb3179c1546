import type { Context, LambdaRequest } from '@aws-appsync/utils';
import { lambdaResult, toLambdaCall, type LambdaContext } from './lambdaCall.ts';

/** The code of every field that only calls its Lambda. AppSync code exports these two functions and nothing else. */
export const request = (ctx: Context): LambdaRequest => toLambdaCall(ctx);

export const response = (ctx: LambdaContext<unknown, unknown>): unknown => lambdaResult(ctx);
