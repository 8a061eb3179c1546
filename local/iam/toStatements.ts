import { isRecord } from '../base/json.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import { toCondition, type Condition } from './toCondition.ts';

/** Patterns, or everything but them (`NotAction`, `NotResource`). */
export interface Selector {
  readonly patterns: readonly string[];
  readonly isNegated: boolean;
}

/** One statement of an identity-based policy. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Selector;
  readonly resources: Selector;
  readonly conditions: readonly Condition[];
}

const elements = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/**
 * Reads a policy document. Throws for one that IAM would not store, and UnsupportedFeatureError for what is not
 * evaluated here. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function toStatements(document: unknown, policyName: string): Statement[] {
  const statements = asList(toPolicyObject(document)['Statement']);
  if (statements.length === 0) throw malformed(policyName, 'it has no statement');
  return statements.map((statement) => toStatement(toPolicyObject(statement), policyName));
}

function toStatement(statement: Record<string, unknown>, policyName: string): Statement {
  const unknown = Object.keys(statement).find((name) => !elements.includes(name));
  if (unknown !== undefined) throw malformed(policyName, `a statement of a role's policy has no ${unknown}`);
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(policyName, 'Effect is neither Allow nor Deny');
  const actions = toSelector(statement, 'Action', policyName);
  const notAnAction = actions.patterns.find((action) => action !== '*' && !/^[\w-]+:[\w*?]+$/.test(action));
  if (notAnAction !== undefined) throw malformed(policyName, `${notAnAction} is not an action`);
  const resources = toSelector(statement, 'Resource', policyName);
  const notAnArn = resources.patterns.find((resource) => resource !== '*' && !resource.startsWith('arn:'));
  if (notAnArn !== undefined) throw malformed(policyName, `${notAnArn} is not in ARN format`);
  return { effect, actions, resources, conditions: toConditions(statement['Condition'], policyName) };
}

function toSelector(statement: Record<string, unknown>, name: string, policyName: string): Selector {
  const positive = statement[name];
  const negative = statement[`Not${name}`];
  if ((positive === undefined) === (negative === undefined)) {
    throw malformed(policyName, `a statement needs either ${name} or Not${name}`);
  }
  const patterns = asList(positive ?? negative).map(toText);
  refuseVariables(patterns, policyName);
  return { patterns, isNegated: positive === undefined };
}

function toConditions(block: unknown, policyName: string): Condition[] {
  return Object.entries(toPolicyObject(block ?? {})).flatMap(([operator, keys]) =>
    Object.entries(toPolicyObject(keys)).map(([key, value]) => {
      const values = asList(value).map(toText);
      refuseVariables(values, policyName);
      return toCondition({ operator, key, values });
    }),
  );
}

function refuseVariables(texts: readonly string[], policyName: string): void {
  const text = texts.find((one) => one.includes('${'));
  if (text !== undefined) throw new UnsupportedFeatureError(`policy variables (${text} in policy ${policyName})`);
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  throw new TypeError(`A policy holds ${JSON.stringify(value)} where a text belongs.`);
}

function toPolicyObject(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new TypeError('A policy document is not an object.');
  return value;
}

function malformed(policyName: string, why: string): Error {
  return new Error(`Policy ${policyName} is malformed: ${why}.`);
}
