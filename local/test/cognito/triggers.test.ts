import { decodeJwt } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { createWorld, password, poolArn, poolId, publicClientId, returned, thrown } from './world.ts';

const UserAttributes = [{ Name: 'email', Value: 'ana@example.com' }];
const ana = { Username: 'Ana', Password: password, UserAttributes, ClientMetadata: { displayName: 'Ana B.' } };

describe('PreSignUp', () => {
  it('sees the sign-up before there is a user', async () => {
    const world = createWorld({ triggers: { PreSignUp: (event) => returned(event) } });
    await world.call('SignUp', { ...ana, ValidationData: [{ Name: 'captcha', Value: 'x' }] });

    expect(world.events).toEqual([
      {
        version: '1',
        region: 'us-east-1',
        userPoolId: poolId,
        userName: 'ana',
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: publicClientId },
        triggerSource: 'PreSignUp_SignUp',
        request: {
          userAttributes: { email: 'ana@example.com' },
          validationData: { captcha: 'x' },
          clientMetadata: { displayName: 'Ana B.' },
        },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    ]);
  });

  it('refuses a sign-up by throwing', async () => {
    const world = createWorld({ triggers: { PreSignUp: () => thrown('That name is not allowed') } });

    expect(await world.refusal('SignUp', ana)).toBe(
      'UserLambdaValidationException: PreSignUp failed with error That name is not allowed.',
    );
    expect((await world.admin('ListUsers'))['Users']).toEqual([]);
    expect(world.pools.mails()).toEqual([]);
  });

  it('confirms a user and his address', async () => {
    const world = createWorld({
      triggers: {
        PreSignUp: (event) => returned({ ...event, response: { autoConfirmUser: true, autoVerifyEmail: true } }),
        PostConfirmation: (event) => returned(event),
      },
    });

    expect(await world.call('SignUp', ana)).toEqual({ UserConfirmed: true, UserSub: expect.any(String) as unknown });
    expect(world.events.map((event) => event['triggerSource'])).toEqual([
      'PreSignUp_SignUp',
      'PostConfirmation_ConfirmSignUp',
    ]);
    await world.signIn('ana');
    await world.call('ForgotPassword', { Username: 'ana' });
    expect(world.pools.mails()).toHaveLength(1);
  });

  it('lets one of two simultaneous sign-ups through', async () => {
    const world = createWorld({ triggers: { PreSignUp: (event) => returned(event) } });
    const both = await Promise.allSettled([world.call('SignUp', ana), world.call('SignUp', ana)]);

    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await world.admin('ListUsers'))['Users']).toHaveLength(1);
  });
});

describe('PostConfirmation', () => {
  it('follows a confirmation and a reset', async () => {
    const world = createWorld({ triggers: { PostConfirmation: (event) => returned(event) } });
    const sub = await world.person('ana');
    await world.call('ForgotPassword', { Username: 'ana' });
    const reset = { Username: 'ana', Password: 'New-password-2', ConfirmationCode: world.code() };
    await world.call('ConfirmForgotPassword', reset);

    const request = {
      userAttributes: { sub, email: 'ana@example.com', email_verified: 'true', 'cognito:user_status': 'CONFIRMED' },
    };
    expect(world.events).toMatchObject([
      { triggerSource: 'PostConfirmation_ConfirmSignUp', userName: 'ana', request },
      { triggerSource: 'PostConfirmation_ConfirmForgotPassword', userName: 'ana', request },
    ]);
  });

  it('follows AdminConfirmSignUp, and leaves the user confirmed when it fails', async () => {
    const world = createWorld({ triggers: { PostConfirmation: () => thrown('no table') } });
    await world.call('SignUp', ana);
    const input = { UserPoolId: poolId, Username: 'ana' };

    await expect(world.admin('AdminConfirmSignUp', input)).rejects.toThrow(
      'UserLambdaValidationException: PostConfirmation failed with error no table.',
    );
    await world.signIn('ana');
  });

  it('names a function that crashed, answered nonsense or did not answer', async () => {
    const outcomes = [
      [thrown('exit', 'Runtime.ExitError'), 'UnexpectedLambdaException: PostConfirmation failed with error exit.'],
      [returned(null), 'InvalidLambdaResponseException: Unrecognizable lambda output'],
    ] as const;
    for (const [outcome, refusal] of outcomes) {
      const world = createWorld({ triggers: { PostConfirmation: () => outcome } });
      await world.call('SignUp', ana);
      const confirm = { Username: 'ana', ConfirmationCode: world.code() };

      expect(await world.refusal('ConfirmSignUp', confirm)).toBe(refusal);
    }
  });

  it('gives a function five seconds', async () => {
    const world = createWorld({ triggers: { PreSignUp: () => new Promise(() => undefined) } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const refusal = world.refusal('SignUp', ana);
      await vi.advanceTimersByTimeAsync(5_000);

      expect(await refusal).toBe(
        'UnexpectedLambdaException: PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.',
      );
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('PreTokenGeneration', () => {
  it('changes the id token, save for what is the service’s own', async () => {
    const claimsOverrideDetails = {
      claimsToAddOrOverride: { plan: 'free', email: 'other@example.com', sub: 'forged', 'cognito:username': 'forged' },
      claimsToSuppress: ['email_verified', 'token_use'],
      groupOverrideDetails: { groupsToOverride: ['guests'] },
    };
    const world = createWorld({
      triggers: { PreTokenGeneration: (event) => returned({ ...event, response: { claimsOverrideDetails } }) },
    });
    const sub = await world.person('ana');
    const { IdToken, AccessToken, RefreshToken } = await world.signIn('ana');
    await world.call('GetTokensFromRefreshToken', { RefreshToken });

    const claims = decodeJwt(IdToken);
    expect(claims).toMatchObject({
      sub,
      plan: 'free',
      email: 'other@example.com',
      token_use: 'id',
      'cognito:username': 'ana',
      'cognito:groups': ['guests'],
    });
    expect(claims).not.toHaveProperty('email_verified');
    expect(decodeJwt(AccessToken)).not.toHaveProperty('plan');
    expect(world.events.map((event) => event['triggerSource'])).toEqual([
      'TokenGeneration_Authentication',
      'TokenGeneration_RefreshTokens',
    ]);
  });
});

describe('a trigger without permission', () => {
  const triggers = { PreSignUp: () => returned({}) };

  it.each([
    ['another action', { Action: 'lambda:GetFunction' }],
    ['another principal', { Principal: 'events.amazonaws.com' }],
    ['another pool', { SourceArn: `${poolArn}x` }],
    ['another function', { FunctionName: 'Other' }],
  ])('is refused at start: %s', (_, permission) => {
    expect(() => createWorld({ triggers, permission })).toThrow(/may not invoke its PreSignUp trigger/);
  });
});
