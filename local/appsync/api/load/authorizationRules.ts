import { Kind, type ConstDirectiveNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';
import { TemplateError } from '../../../base/TemplateError.ts';
import type { Caller } from '../../identity/Caller.ts';
import type { ApiConfiguration } from '../../identity/loadApiConfiguration.ts';

/** Who may read a field: `true` everybody of that mode, a list of Cognito groups one of them. */
export interface FieldRule {
  readonly apiKey: boolean;
  readonly iam: boolean;
  readonly userPools: boolean | readonly string[];
}

const nobody: FieldRule = { apiKey: false, iam: false, userPools: false };

/**
 * The rule of a field: its own directives, else its type's, else the API's default mode alone.
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 */
export function toFieldRule(
  type: Pick<ObjectTypeDefinitionNode, 'directives' | 'name'>,
  field: FieldDefinitionNode,
  api: ApiConfiguration,
): FieldRule {
  const legacyGroups = readLegacyGroups(type, field, api);
  if (legacyGroups !== undefined) return { ...nobody, userPools: legacyGroups };
  return fromDirectives(field.directives ?? []) ?? fromDirectives(type.directives ?? []) ?? defaultRule(api);
}

export function isAllowed(caller: Caller, rule: FieldRule): boolean {
  switch (caller.mode) {
    case 'API_KEY':
      return rule.apiKey;
    case 'AWS_IAM':
      return rule.iam;
    case 'AMAZON_COGNITO_USER_POOLS':
      if (typeof rule.userPools === 'boolean') return rule.userPools;
      return caller.groups !== null && caller.groups.some((group) => includes(rule.userPools, group));
  }
}

function includes(groups: boolean | readonly string[], group: string): boolean {
  return typeof groups !== 'boolean' && groups.includes(group);
}

function defaultRule(api: ApiConfiguration): FieldRule {
  if (api.defaultAction === 'DENY') return nobody;
  return {
    apiKey: api.defaultMode === 'API_KEY',
    iam: api.defaultMode === 'AWS_IAM',
    userPools: api.defaultMode === 'AMAZON_COGNITO_USER_POOLS',
  };
}

function fromDirectives(directives: readonly ConstDirectiveNode[]): FieldRule | undefined {
  const named = new Map(directives.map((directive) => [directive.name.value, directive]));
  const userPools = named.get('aws_cognito_user_pools');
  const rule: FieldRule = {
    apiKey: named.has('aws_api_key'),
    iam: named.has('aws_iam'),
    userPools: userPools === undefined ? false : (readGroups(userPools) ?? true),
  };
  return rule.apiKey || rule.iam || userPools !== undefined ? rule : undefined;
}

/** AppSync ignores `@aws_auth` without a word where the API has several modes, and leaves the field open: refused here. */
function readLegacyGroups(
  type: Pick<ObjectTypeDefinitionNode, 'name'>,
  field: FieldDefinitionNode,
  api: ApiConfiguration,
): readonly string[] | undefined {
  const directive = field.directives?.find((candidate) => candidate.name.value === 'aws_auth');
  if (directive === undefined) return undefined;
  if (api.modes.size > 1 || api.defaultMode !== 'AMAZON_COGNITO_USER_POOLS') {
    throw new TemplateError(
      `@aws_auth on ${type.name.value}.${field.name.value} counts only where Cognito is the sole authorization mode; use @aws_cognito_user_pools.`,
    );
  }
  return readGroups(directive) ?? [];
}

function readGroups(directive: ConstDirectiveNode): readonly string[] | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === 'cognito_groups')?.value;
  if (value === undefined || value.kind === Kind.NULL) return undefined;
  if (value.kind === Kind.STRING) return [value.value];
  if (value.kind !== Kind.LIST) return undefined;
  return value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []));
}
