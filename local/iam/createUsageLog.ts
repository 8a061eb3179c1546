import type { StatementsDecision } from './evaluateStatements.ts';
import type { AccessRequest, RoleUsage } from './Iam.ts';
import type { Role } from './loadRoles.ts';
import { matchesAction, matchesArn } from './matchesPattern.ts';
import type { Selector, Statement } from './toStatements.ts';

export interface UsageLog {
  add(request: AccessRequest, decision: StatementsDecision): void;
  /** Per role: used, granted and never used, denied. Grants are given as the policy's patterns. */
  report(): RoleUsage[];
}

interface Cell {
  readonly action: string;
  readonly resource: string;
  count: number;
}

class Cells {
  readonly #cells = new Map<string, Cell>();

  add(action: string, resource: string): void {
    const key = `${action} ${resource}`;
    const cell = this.#cells.get(key) ?? { action, resource, count: 0 };
    cell.count += 1;
    this.#cells.set(key, cell);
  }

  list(): Cell[] {
    return [...this.#cells.values()].map((cell) => ({ ...cell }));
  }
}

interface Grant {
  readonly statement: Statement;
  readonly action: string;
  readonly resource: string;
  isUsed: boolean;
}

export function createUsageLog(roles: readonly Role[]): UsageLog {
  const usages = new Map(
    roles.map((role) => [
      role.arn,
      { used: new Cells(), denied: new Cells(), grants: role.statements.flatMap(grantsOf) },
    ]),
  );
  return {
    add: ({ roleArn, action, resource }, { allowed, allowedBy }) => {
      const usage = usages.get(roleArn);
      if (usage === undefined) return;
      usage[allowed ? 'used' : 'denied'].add(action, resource);
      for (const grant of usage.grants) {
        if (allowedBy.includes(grant.statement) && covers(grant, action, resource)) grant.isUsed = true;
      }
    },
    report: () =>
      [...usages].map(([roleArn, { used, denied, grants }]) => ({
        roleArn,
        used: used.list(),
        unused: grants.filter((grant) => !grant.isUsed).map(({ action, resource }) => ({ action, resource })),
        denied: denied.list(),
      })),
  };
}

function grantsOf(statement: Statement): Grant[] {
  if (statement.effect === 'Deny') return [];
  return cellsOf(statement.actions).flatMap((action) =>
    cellsOf(statement.resources).map((resource) => ({ statement, action, resource, isUsed: false })),
  );
}

/** A negated selector grants everything else: one cell, written as `not:` and its patterns. */
function cellsOf({ patterns, isNegated }: Selector): readonly string[] {
  return isNegated ? [`not:${patterns.join(',')}`] : patterns;
}

function covers(grant: Grant, action: string, resource: string): boolean {
  const isActionCovered = grant.statement.actions.isNegated || matchesAction(grant.action, action);
  return isActionCovered && (grant.statement.resources.isNegated || matchesArn(grant.resource, resource));
}
