import {
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { isRecord } from '../../../base/json.ts';
import { TemplateError } from '../../../base/TemplateError.ts';
import type { ApiConfiguration } from '../../identity/loadApiConfiguration.ts';
import { isAllowed, toFieldRule, type FieldRule } from '../load/authorizationRules.ts';
import { objectTypesOf } from '../load/buildApiSchema.ts';
import type { ResolverPlan } from '../load/loadResolvers.ts';
import { fieldError, ShapeError } from './FieldError.ts';
import type { RequestState } from './RequestState.ts';
import { toKeys, toResponsePath } from './toErrorEntry.ts';

/** A field of a request that is to be resolved. */
export interface FieldCall {
  readonly source: unknown;
  readonly args: Record<string, unknown>;
  readonly request: RequestState;
  readonly info: GraphQLResolveInfo;
}

type Read = (call: FieldCall) => unknown;

/** Runs a field's resolver in its place in a request. */
export type RunField = (plan: ResolverPlan, call: FieldCall) => Promise<unknown>;

export interface Attachment {
  readonly api: ApiConfiguration;
  readonly plans: readonly ResolverPlan[];
  readonly runField: RunField;
}

/** Gives every field of the schema its behaviour: limits, authorization, then its resolver or its parent's value. */
export function attachResolvers(schema: GraphQLSchema, attachment: Attachment): void {
  const plans = new Map(attachment.plans.map((plan) => [`${plan.typeName}.${plan.fieldName}`, plan]));
  if (plans.size < attachment.plans.length) throw new TemplateError('Only one resolver is allowed per field.');
  for (const plan of attachment.plans) assertFieldExists(schema, plan);
  for (const type of objectTypesOf(schema)) {
    for (const field of Object.values(type.getFields())) {
      field.resolve = toResolver(toRead(type, field, { ...attachment, plan: plans.get(`${type.name}.${field.name}`) }));
    }
  }
}

/** Gives every field the value that a response holds, under the subscriber's own authorization. */
export function attachProjection(schema: GraphQLSchema, api: ApiConfiguration): void {
  for (const type of objectTypesOf(schema)) {
    for (const field of Object.values(type.getFields())) {
      field.resolve = toResolver(authorized(readOwn, { type, field, rule: ruleOf(type, field, api) }));
    }
  }
}

function toResolver(read: Read): GraphQLFieldResolver<unknown, RequestState> {
  return (...[source, args, request, info]) => read({ source, args: toArguments(args), request, info });
}

/** Coerced by the executor. */
function toArguments(args: unknown): Record<string, unknown> {
  return args as Record<string, unknown>;
}

function assertFieldExists(schema: GraphQLSchema, { typeName, fieldName }: ResolverPlan): void {
  const type = schema.getType(typeName);
  if (!isObjectType(type) || type.getFields()[fieldName] === undefined) {
    throw new TemplateError(`No field named ${fieldName} found on type ${typeName}`);
  }
}

function toRead(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  { api, plan, runField }: Attachment & { readonly plan: ResolverPlan | undefined },
): Read {
  const rule = ruleOf(type, field, api);
  const read = plan === undefined ? readOwn : counted(plan, { api, runField });
  const shaped = withShape(read, field.type);
  return withinDepth(authorized(shaped, { type, field, rule }), api.queryDepthLimit);
}

/** Never a function, never anything inherited: a field named `constructor` is a field like any other. */
const readOwn: Read = ({ source, info }) =>
  isRecord(source) && Object.hasOwn(source, info.fieldName) ? source[info.fieldName] : null;

function counted(plan: ResolverPlan, { api, runField }: Pick<Attachment, 'api' | 'runField'>): Read {
  return (call) => {
    const { request } = call;
    request.resolversRun += 1;
    if (request.resolversRun > api.resolverCountLimit) {
      throw fieldError('ResolverExecutionLimitReached', 'Resolver invocation limit reached.');
    }
    return runField(plan, call);
  };
}

function ruleOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, api: ApiConfiguration): FieldRule {
  const typeNode = type.astNode;
  const fieldNode = field.astNode;
  if (typeNode == null || fieldNode == null) {
    throw new TemplateError(`${type.name}.${field.name} is not defined in the schema's text.`);
  }
  return toFieldRule(
    { name: { kind: Kind.NAME, value: type.name }, directives: typeNode.directives ?? [] },
    fieldNode,
    api,
  );
}

function authorized(
  read: Read,
  { type, field, rule }: { type: GraphQLObjectType; field: GraphQLField<unknown, unknown>; rule: FieldRule },
): Read {
  const message = `Not Authorized to access ${field.name} on type ${type.name}`;
  return (call) => {
    if (!isAllowed(call.request.caller, rule)) throw fieldError('Unauthorized', message);
    return read(call);
  };
}

/** Depth counts fields from the root, leaves included; the text of the message is unconfirmed. */
function withinDepth(read: Read, limit: number): Read {
  if (limit === 0) return read;
  return (call) => {
    if (depthOf(call.info) > limit) throw fieldError('QueryDepthLimitReached', 'Query depth limit exceeded.');
    return read(call);
  };
}

function depthOf(info: GraphQLResolveInfo): number {
  let depth = 0;
  for (let path: GraphQLResolveInfo['path'] | undefined = info.path; path !== undefined; path = path.prev) {
    if (typeof path.key === 'string') depth += 1;
  }
  return depth;
}

function withShape(read: Read, type: GraphQLOutputType): Read {
  const nullable = isNonNullType(type) ? type.ofType : type;
  const expected = isListType(nullable) ? 'LIST' : isObjectType(nullable) ? 'OBJECT' : undefined;
  if (expected === undefined) return read;
  const check = (value: unknown, info: GraphQLResolveInfo): unknown => {
    if (value === null || value === undefined || shapeOf(value) === expected) return value;
    throw new ShapeError(
      `Can't resolve value (${toResponsePath(toKeys(info.path))}) : type mismatch error, expected type ${expected}, got ${shapeOf(value)}`,
    );
  };
  return (call) => {
    const value = read(call);
    return value instanceof Promise
      ? value.then((settled: unknown) => check(settled, call.info))
      : check(value, call.info);
  };
}

function shapeOf(value: unknown): 'LIST' | 'OBJECT' | 'SCALAR' {
  if (Array.isArray(value)) return 'LIST';
  return typeof value === 'object' ? 'OBJECT' : 'SCALAR';
}
