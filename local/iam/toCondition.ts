import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import { matchesArn, matchesPattern } from './matchesPattern.ts';

export interface Condition {
  /** As in the policy; keys are compared without regard to case. */
  readonly key: string;
  /** `values`: what the request's context holds for the key; `undefined` where it holds nothing. */
  readonly holds: (values: readonly string[] | undefined, effect: 'Allow' | 'Deny') => boolean;
}

export interface ConditionElement {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

type Comparison = (given: string, wanted: string) => boolean;

const equals: Comparison = (given, wanted) => given === wanted;
const equalsIgnoringCase: Comparison = (given, wanted) => given.toLowerCase() === wanted.toLowerCase();
const like: Comparison = (given, wanted) => matchesPattern(wanted, given);
const arnLike: Comparison = (given, wanted) => matchesArn(wanted, given);
const numeric =
  (compare: (given: number, wanted: number) => boolean): Comparison =>
  (given, wanted) =>
    given.trim() !== '' && compare(Number(given), Number(wanted));

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoringCase,
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: equalsIgnoringCase,
  NumericEquals: numeric((given, wanted) => given === wanted),
  NumericLessThan: numeric((given, wanted) => given < wanted),
  NumericLessThanEquals: numeric((given, wanted) => given <= wanted),
  NumericGreaterThan: numeric((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numeric((given, wanted) => given >= wanted),
};

const negations: Readonly<Record<string, Comparison>> = {
  StringNotEquals: equals,
  StringNotEqualsIgnoreCase: equalsIgnoringCase,
  StringNotLike: like,
  ArnNotEquals: arnLike,
  ArnNotLike: arnLike,
  NumericNotEquals: numeric((given, wanted) => given === wanted),
};

/**
 * One key of a `Condition` block, ready to be asked.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function toCondition({ operator, key, values }: ConditionElement): Condition {
  const [, quantifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null' && quantifier === undefined && ifExists === undefined) {
    return { key, holds: (given) => values.some((value) => value.toLowerCase() === String(given === undefined)) };
  }
  const negation = negations[name];
  const comparison = comparisons[name] ?? negation;
  if (comparison === undefined) throw new UnsupportedFeatureError(`the condition operator ${operator}`);
  const isMet = (given: string) => values.some((wanted) => comparison(given, wanted)) === (negation === undefined);
  const whenAbsent = ifExists !== undefined || negation !== undefined;
  if (quantifier === 'ForAllValues') return { key, holds: (given = []) => given.every(isMet) };
  if (quantifier === 'ForAnyValue') {
    return { key, holds: (given) => (given === undefined ? ifExists !== undefined : given.some(isMet)) };
  }
  return {
    key,
    holds: (given, effect) => {
      if (given === undefined) return whenAbsent;
      // AWS does not say what a key of several values means without a quantifier: the stricter reading.
      return effect === 'Allow' ? given.every(isMet) : given.some(isMet);
    },
  };
}
