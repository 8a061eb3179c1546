import { randomBytes } from 'node:crypto';
import type { Stack } from '../template/Stack.ts';
import { createUsageLog } from './createUsageLog.ts';
import { evaluateStatements } from './evaluateStatements.ts';
import type { Iam, Session } from './Iam.ts';
import { loadRoles, type Role } from './loadRoles.ts';

/** Enforces the policies of the stack's roles. Throws for policies that IAM would refuse or that are not evaluated here. */
export function createIam(stack: Stack): Iam {
  const roles = loadRoles(stack);
  const byArn = new Map(roles.map((role) => [role.arn, role]));
  const usage = createUsageLog(roles);
  const sessionsByName = new Map<string, Session>();
  const sessionsByKey = new Map<string, Session>();
  const roleOf = (arn: string): Role => {
    const role = byArn.get(arn);
    if (role === undefined) throw new Error(`The stack has no role ${arn}.`);
    return role;
  };
  return {
    decide: (request) => {
      const context = { ...globalContext(request.roleArn, stack), ...request.context };
      const decision = evaluateStatements(roleOf(request.roleArn).statements, { ...request, context });
      usage.add(request, decision);
      return { allowed: decision.allowed, reason: decision.reason };
    },
    assumeRole: (roleArn, sessionName) => {
      const name = `${roleOf(roleArn).arn} ${sessionName}`;
      const known = sessionsByName.get(name);
      if (known !== undefined) return known;
      const session = newSession(roleArn, sessionName);
      sessionsByName.set(name, session);
      sessionsByKey.set(session.credentials.accessKeyId, session);
      return session;
    },
    session: (accessKeyId) => sessionsByKey.get(accessKeyId),
    report: () => usage.report(),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function globalContext(roleArn: string, { accountId, region }: Stack): Record<string, string> {
  return {
    'aws:PrincipalArn': roleArn,
    'aws:PrincipalAccount': accountId,
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
  };
}

/** `ASIA` marks temporary keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function newSession(roleArn: string, sessionName: string): Session {
  const credentials = {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(120).toString('base64'),
  };
  return { credentials, roleArn, sessionName };
}
