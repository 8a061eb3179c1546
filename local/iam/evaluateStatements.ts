import type { AccessRequest, Decision } from './Iam.ts';
import { matchesAction, matchesArn } from './matchesPattern.ts';
import type { Selector, Statement } from './toStatements.ts';

export interface StatementsDecision extends Decision {
  /** The Allow statements that speak for the request. */
  readonly allowedBy: readonly Statement[];
}

/**
 * An explicit deny wins, then any allow; what nobody allows is denied.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateStatements(
  statements: readonly Statement[],
  request: Omit<AccessRequest, 'roleArn'>,
): StatementsDecision {
  const context = contextOf(request.context ?? {});
  const applying = statements.filter((statement) => applies(statement, request, context));
  if (applying.some((statement) => statement.effect === 'Deny')) {
    return { allowed: false, reason: 'explicitDeny', allowedBy: [] };
  }
  return applying.length === 0
    ? { allowed: false, reason: 'implicitDeny', allowedBy: [] }
    : { allowed: true, reason: 'allowed', allowedBy: applying };
}

export function selects(selector: Selector, isMatch: (pattern: string) => boolean): boolean {
  return selector.patterns.some(isMatch) !== selector.isNegated;
}

function applies(
  { effect, actions, resources, conditions }: Statement,
  { action, resource }: Omit<AccessRequest, 'roleArn'>,
  context: ReadonlyMap<string, readonly string[]>,
): boolean {
  return (
    selects(actions, (pattern) => matchesAction(pattern, action)) &&
    selects(resources, (pattern) => matchesArn(pattern, resource)) &&
    conditions.every((condition) => condition.holds(context.get(condition.key.toLowerCase()), effect))
  );
}

function contextOf(context: NonNullable<AccessRequest['context']>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), typeof value === 'string' ? [value] : value]),
  );
}
