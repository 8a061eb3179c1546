import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';

/** What the names in a template stand for. Each member throws `TemplateError` for a name it does not know. */
export interface IntrinsicScope {
  /** Parameters, pseudo parameters and resources; `noValue` for `AWS::NoValue`. */
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): string;
  condition(name: string): boolean;
  mapping(mapName: string, topLevelKey: string, secondLevelKey: string): unknown;
}

/** `AWS::NoValue`: the property or list element that holds it is left out. */
export const noValue = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: IntrinsicScope) => unknown;

function toList(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(`Template error: every ${name} object requires a list.`);
  return value;
}

function toText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(`Template error: every value of ${name} must be a string.`);
}

function toArguments(argument: unknown, scope: IntrinsicScope, name: string): unknown[] {
  return toList(argument, name).map((value) => resolveIntrinsics(value, scope));
}

const getAtt: Intrinsic = (argument, scope) => {
  const [logicalId, ...attribute] = (
    typeof argument === 'string' ? argument.split('.') : toList(argument, 'Fn::GetAtt')
  )
    .map((part) => resolveIntrinsics(part, scope))
    .map((part) => toText(part, 'Fn::GetAtt'));
  return scope.attribute(logicalId ?? '', attribute.join('.'));
};

const join: Intrinsic = (argument, scope) => {
  const [delimiter, list] = toArguments(argument, scope, 'Fn::Join');
  return toList(list, 'Fn::Join')
    .map((value) => toText(value, 'Fn::Join'))
    .join(toText(delimiter, 'Fn::Join'));
};

const select: Intrinsic = (argument, scope) => {
  const [index, list] = toArguments(argument, scope, 'Fn::Select');
  const position = Number(toText(index, 'Fn::Select'));
  const value = toList(list, 'Fn::Select')[position];
  if (value === undefined) {
    throw new TemplateError(`Template error: Fn::Select cannot select nonexistent value at index ${position}.`);
  }
  return value;
};

const split: Intrinsic = (argument, scope) => {
  const [delimiter, source] = toArguments(argument, scope, 'Fn::Split');
  return toText(source, 'Fn::Split').split(toText(delimiter, 'Fn::Split'));
};

const sub: Intrinsic = (argument, scope) => {
  const [text, variables] = typeof argument === 'string' ? [argument, {}] : toList(argument, 'Fn::Sub');
  const own = isRecord(variables) ? variables : {};
  return toText(text, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    const variable = name.trim();
    if (Object.hasOwn(own, variable)) return toText(resolveIntrinsics(own[variable], scope), 'Fn::Sub');
    return toText(variable.includes('.') ? getAtt(variable, scope) : scope.ref(variable), 'Fn::Sub');
  });
};

const choose: Intrinsic = (argument, scope) => {
  const [condition, whenTrue, whenFalse] = toList(argument, 'Fn::If');
  return resolveIntrinsics(scope.condition(toText(condition, 'Fn::If')) ? whenTrue : whenFalse, scope);
};

const findInMap: Intrinsic = (argument, scope) => {
  const keys = toArguments(argument, scope, 'Fn::FindInMap').map((key) => toText(key, 'Fn::FindInMap'));
  const [mapName = '', topLevelKey = '', secondLevelKey = '', ...more] = keys;
  if (more.length > 0) throw new UnsupportedFeatureError('the default value of Fn::FindInMap');
  return scope.mapping(mapName, topLevelKey, secondLevelKey);
};

function isTrue(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw new TemplateError(`Template error: every ${name} takes conditions only.`);
  return value;
}

const equals: Intrinsic = (argument, scope) => {
  const [left, right] = toArguments(argument, scope, 'Fn::Equals').map((value) => toText(value, 'Fn::Equals'));
  return left === right;
};

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(toText(name, 'Ref')),
  'Fn::GetAtt': getAtt,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
  'Fn::If': choose,
  'Fn::FindInMap': findInMap,
};

/** Legal inside the Conditions section only. */
const conditionFunctions: Readonly<Record<string, Intrinsic>> = {
  Condition: (name, scope) => scope.condition(toText(name, 'Condition')),
  'Fn::Equals': equals,
  'Fn::And': (list, scope) => toList(list, 'Fn::And').every((value) => resolveCondition(value, scope)),
  'Fn::Or': (list, scope) => toList(list, 'Fn::Or').some((value) => resolveCondition(value, scope)),
  'Fn::Not': (list, scope) => !toList(list, 'Fn::Not').some((value) => resolveCondition(value, scope)),
};

function resolveText(text: string): string {
  if (text.includes('{{resolve:')) throw new UnsupportedFeatureError('dynamic references ({{resolve:…}})');
  return text;
}

function isFunctionName(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::');
}

/** The value with every intrinsic function replaced by what it stands for. */
export function resolveIntrinsics(value: unknown, scope: IntrinsicScope): unknown {
  if (typeof value === 'string') return resolveText(value);
  if (Array.isArray(value)) {
    return value.map((element) => resolveIntrinsics(element, scope)).filter((element) => element !== noValue);
  }
  if (!isRecord(value)) return value;

  const members = Object.entries(value);
  const [[name, argument] = ['', undefined]] = members;
  if (members.length === 1 && isFunctionName(name)) {
    const intrinsic = intrinsics[name];
    if (intrinsic === undefined) throw new UnsupportedFeatureError(`the intrinsic function ${name}`);
    return intrinsic(argument, scope);
  }
  return Object.fromEntries(
    members
      .map(([member, content]): [string, unknown] => [member, resolveIntrinsics(content, scope)])
      .filter(([, content]) => content !== noValue),
  );
}

/** What a definition in the Conditions section comes to. */
export function resolveCondition(definition: unknown, scope: IntrinsicScope): boolean {
  const [[name, argument] = ['', undefined]] = Object.entries(isRecord(definition) ? definition : {});
  const conditionFunction = conditionFunctions[name];
  if (conditionFunction === undefined) throw new UnsupportedFeatureError(`the condition function ${name}`);
  return isTrue(conditionFunction(argument, scope), name);
}
