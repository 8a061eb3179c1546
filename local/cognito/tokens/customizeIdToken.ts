import { toRecord } from '../../base/json.ts';
import type { Pool } from '../pool/Pool.ts';
import { withSub } from '../pool/User.ts';
import type { TokenRequest } from './TokenRequest.ts';

/** Claims that a function cannot change: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
const reserved = new Set([
  'acr',
  'amr',
  'at_hash',
  'aud',
  'auth_time',
  'azp',
  'event_id',
  'exp',
  'iat',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'sub',
  'token_use',
]);

/**
 * Lets the pool's PreTokenGeneration function (V1) change the id token. That overridden groups reach the id token
 * alone is unconfirmed.
 */
export async function customizeIdToken(
  pool: Pool,
  claims: Readonly<Record<string, unknown>>,
  request: TokenRequest,
): Promise<Record<string, unknown>> {
  const { user, client } = request;
  if (pool.definition.triggers.PreTokenGeneration === undefined) return { ...claims };
  const response = await pool.runTrigger({
    trigger: 'PreTokenGeneration',
    source: request.triggerSource,
    username: user.username,
    clientId: client.id,
    request: {
      userAttributes: { ...withSub(user), 'cognito:user_status': user.status },
      groupConfiguration: { groupsToOverride: user.groups, iamRolesToOverride: [], preferredRole: null },
      ...(Object.keys(request.clientMetadata).length > 0 ? { clientMetadata: request.clientMetadata } : {}),
    },
    response: { claimsOverrideDetails: null },
  });
  return applyOverrides(claims, toRecord(response['claimsOverrideDetails']));
}

function applyOverrides(
  claims: Readonly<Record<string, unknown>>,
  details: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const suppressed = toStrings(details['claimsToSuppress']).filter(isChangeable);
  const kept = Object.entries(claims).filter(([name]) => !suppressed.includes(name));
  const added = Object.entries(toRecord(details['claimsToAddOrOverride']))
    .filter(([name, value]) => isChangeable(name) && typeof value === 'string')
    .filter(([name]) => !suppressed.includes(name));
  const groups = toRecord(details['groupOverrideDetails'])['groupsToOverride'];
  return {
    ...Object.fromEntries([...kept, ...added]),
    ...(Array.isArray(groups) ? { 'cognito:groups': toStrings(groups) } : {}),
  };
}

function isChangeable(claim: string): boolean {
  return !reserved.has(claim) && !claim.startsWith('cognito:');
}

function toStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}
