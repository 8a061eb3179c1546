import type { Caller } from '../../identity/Caller.ts';

/** `ctx.identity`: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html */
export function toIdentity(caller: Caller, defaultAuthStrategy: 'ALLOW' | 'DENY'): unknown {
  switch (caller.mode) {
    case 'API_KEY':
      return null;
    case 'AWS_IAM':
      return {
        accountId: caller.accountId,
        cognitoIdentityAuthProvider: null,
        cognitoIdentityAuthType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        sourceIp: caller.sourceIp,
        userArn: caller.userArn,
        username: caller.username,
      };
    case 'AMAZON_COGNITO_USER_POOLS':
      return {
        claims: caller.claims,
        defaultAuthStrategy,
        groups: caller.groups,
        issuer: caller.issuer,
        sourceIp: caller.sourceIp,
        sub: caller.sub,
        username: caller.username,
      };
  }
}
