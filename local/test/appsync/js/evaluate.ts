import type { Evaluation, ResolverContext } from '../../../appsync/js/handler/ResolverCode.ts';
import { loadResolverCode } from '../../../appsync/js/loadResolverCode.ts';

/** 2021-02-03T04:05:06.007Z */
export const fixedNow = Date.UTC(2021, 1, 3, 4, 5, 6, 7);

export const fixedId = '11111111-2222-4333-8444-555555555555';

export const aContext = (members: Partial<ResolverContext> = {}): ResolverContext => ({
  arguments: {},
  identity: null,
  source: null,
  stash: {},
  prev: null,
  info: {
    fieldName: 'blockUser',
    parentTypeName: 'Mutation',
    variables: {},
    selectionSetList: [],
    selectionSetGraphQL: '',
  },
  request: { headers: {}, domainName: null },
  env: {},
  ...members,
});

export const load = (source: string, now = fixedNow) =>
  loadResolverCode(source, { name: 'Mutation.blockUser', clock: { now: () => now }, randomUUID: () => fixedId });

export const imports = `
import { util, extensions, runtime } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
`;

/** A module whose both handlers have this body. */
export const bodied = (body: string): string => `${imports}
export function request(ctx) { ${body} }
export function response(ctx) { ${body} }
`;

export const run = (body: string, members: Partial<ResolverContext> = {}): Evaluation =>
  load(bodied(body)).invoke('request', aContext(members));

export const runResponse = (body: string, members: Partial<ResolverContext> = {}): Evaluation =>
  load(bodied(body)).invoke('response', aContext(members));

/** The value of an expression of the code; `v` is the value that it is given. */
export const valueOf = (expression: string, v: unknown = null): unknown => {
  const { outcome } = run(`const v = ctx.args.v; return ${expression};`, { arguments: { v } });
  if (outcome.kind !== 'value') throw new Error(`${expression} gave ${JSON.stringify(outcome)}`);
  return outcome.value;
};

/** The error that an expression ends its handler with. */
export const errorOf = (expression: string, v: unknown = null) => {
  const { outcome } = run(`const v = ctx.args.v; return ${expression};`, { arguments: { v } });
  if (outcome.kind !== 'error') throw new Error(`${expression} gave ${JSON.stringify(outcome)}`);
  return outcome.error;
};
