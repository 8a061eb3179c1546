import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidentialClientId, createWorld, legacyClientId, password, passwordAuth, secretHash } from './world.ts';

const email = [{ Name: 'email', Value: 'Ana@Example.com' }];
const ana = { Username: 'Ana', Password: password, UserAttributes: email };

describe('SignUp', () => {
  it('mails a code that confirms the user and his address', async () => {
    const world = createWorld();
    const answer = await world.call('SignUp', ana);

    expect(answer).toEqual({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    });
    expect(world.pools.mails()).toEqual([
      {
        to: 'ana@example.com',
        username: 'ana',
        code: expect.stringMatching(/^\d{6}$/) as unknown,
        subject: 'Your verification code',
        state: 'open',
        sentAt: expect.stringMatching(/Z$/) as unknown,
      },
    ]);
    await world.call('ConfirmSignUp', { Username: 'ANA', ConfirmationCode: world.code() });
    expect(await world.admin('AdminGetUser', { Username: 'ana' })).toMatchObject({
      Username: 'ana',
      UserStatus: 'CONFIRMED',
      Enabled: true,
      UserAttributes: [
        { Name: 'sub', Value: answer['UserSub'] },
        { Name: 'email', Value: 'ana@example.com' },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
  });

  it('refuses a username that is taken in any case', async () => {
    const world = createWorld();
    await world.call('SignUp', ana);

    expect(await world.refusal('SignUp', { ...ana, Username: 'aNA' })).toBe(
      'UsernameExistsException: User already exists',
    );
  });

  it('keeps cases apart in a case-sensitive pool', async () => {
    const world = createWorld({ pool: { UsernameConfiguration: { CaseSensitive: true } } });
    await world.call('SignUp', ana);
    await world.call('SignUp', { ...ana, Username: 'ana' });

    expect((await world.admin('ListUsers'))['Users']).toHaveLength(2);
    expect(world.pools.mails()[0]?.to).toBe('Ana@Example.com');
  });

  it.each([
    ['Short-1', 'Password not long enough'],
    ['all-lowercase-1', 'Password must have uppercase characters'],
    ['No-digits-at-all', 'Password must have numeric characters'],
  ])('refuses the password %s by the policy', async (weak, reason) => {
    const refusal = await createWorld().refusal('SignUp', { ...ana, Password: weak });

    expect(refusal).toBe(`InvalidPasswordException: Password did not conform with policy: ${reason}`);
  });

  it('refuses what the schema does not allow', async () => {
    const world = createWorld();
    const withAttribute = (Name: string, Value: string) => ({ ...ana, UserAttributes: [...email, { Name, Value }] });

    expect(await world.refusal('SignUp', { ...ana, UserAttributes: [] })).toBe(
      'InvalidParameterException: Attributes did not conform to the schema: email: The attribute is required\n',
    );
    expect(await world.refusal('SignUp', withAttribute('custom:x', '1'))).toMatch(
      /^InvalidParameterException: .*custom:x/,
    );
    expect(await world.refusal('SignUp', withAttribute('email_verified', 'true'))).toBe(
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    );
    expect(await world.refusal('SignUp', { ...ana, UserAttributes: [{ Name: 'email', Value: 'ana' }] })).toBe(
      'InvalidParameterException: Invalid email address format.',
    );
    expect(await world.refusal('SignUp', { ...ana, Username: 'a na' })).toMatch(
      /^InvalidParameterException: 1 validation/,
    );
    expect(await world.refusal('SignUp', { Password: password })).toBe(
      "InvalidParameterException: 1 validation error detected: Value null at 'username' failed to satisfy constraint: Member must not be null",
    );
  });

  it('is not permitted in a pool that only administrators fill', async () => {
    const world = createWorld({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } });

    expect(await world.refusal('SignUp', ana)).toBe(
      'NotAuthorizedException: SignUp is not permitted for this user pool',
    );
  });
});

describe('a confidential client', () => {
  const input = { ...ana, ClientId: confidentialClientId };

  it('has to show its secret for the username as it is sent', async () => {
    const world = createWorld();

    expect(await world.refusal('SignUp', input)).toBe(
      `NotAuthorizedException: Client ${confidentialClientId} is configured for secret but secret was not received`,
    );
    expect(await world.refusal('SignUp', { ...input, SecretHash: secretHash('ana') })).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${confidentialClientId}`,
    );
    expect(await world.call('SignUp', { ...input, SecretHash: secretHash('Ana') })).toMatchObject({
      UserConfirmed: false,
    });
  });

  it('is unknown by any other id', async () => {
    expect(await createWorld().refusal('SignUp', { ...ana, ClientId: 'other' })).toBe(
      'ResourceNotFoundException: User pool client other does not exist.',
    );
  });
});

describe('codes', () => {
  it('refuses every other code than the one that was mailed', async () => {
    const world = createWorld();
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.uuid(), async (guess, username) => {
        await world.call('SignUp', { ...ana, Username: username });
        fc.pre(guess !== world.code());

        expect(await world.refusal('ConfirmSignUp', { Username: username, ConfirmationCode: guess })).toBe(
          'CodeMismatchException: Invalid verification code provided, please try again.',
        );
      }),
      { numRuns: 20 },
    );
  });

  it('expire a day after a sign-up', async () => {
    const world = createWorld();
    await world.call('SignUp', ana);
    world.clock.advance(24 * 3_600_000);

    expect(await world.refusal('ConfirmSignUp', { Username: 'ana', ConfirmationCode: world.code() })).toBe(
      'ExpiredCodeException: Invalid code provided, please request a code again.',
    );
  });

  it('are replaced by the next one, and used once', async () => {
    const world = createWorld();
    await world.call('SignUp', ana);
    const first = world.code();
    await world.call('ResendConfirmationCode', { Username: 'ana' });
    const second = world.code();
    if (first !== second) {
      expect(await world.refusal('ConfirmSignUp', { Username: 'ana', ConfirmationCode: first })).toMatch(
        /^CodeMismatch/,
      );
    }
    await world.call('ConfirmSignUp', { Username: 'ana', ConfirmationCode: second });

    expect(await world.refusal('ConfirmSignUp', { Username: 'ana', ConfirmationCode: second })).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    );
    expect(await world.refusal('ResendConfirmationCode', { Username: 'ana' })).toBe(
      'InvalidParameterException: User is already confirmed.',
    );
  });

  it('cannot be guessed more than 15 times an hour', async () => {
    const world = createWorld();
    await world.call('SignUp', ana);
    const right = { Username: 'ana', ConfirmationCode: world.code() };
    for (let guess = 0; guess < 15; guess += 1) {
      await world.refusal('ConfirmSignUp', { Username: 'ANA', ConfirmationCode: 'wrong' });
    }

    expect(await world.refusal('ConfirmSignUp', right)).toBe(
      'LimitExceededException: Attempt limit exceeded, please try after some time.',
    );
    world.clock.advance(3_600_001);
    await world.call('ConfirmSignUp', right);
  });
});

describe('a reset password', () => {
  it('is set by a mailed code that lives for an hour', async () => {
    const world = createWorld();
    await world.person('ana');
    const reset = { Username: 'Ana', Password: 'New-password-2' };
    expect(await world.call('ForgotPassword', { Username: 'Ana' })).toMatchObject({
      CodeDeliveryDetails: { Destination: 'a***@e***' },
    });
    world.clock.advance(3_599_000);
    await world.call('ConfirmForgotPassword', { ...reset, ConfirmationCode: world.code() });

    expect(await world.refusal('InitiateAuth', passwordAuth('ana'))).toMatch(/^NotAuthorizedException/);
    await world.call('InitiateAuth', passwordAuth('ana', 'New-password-2'));
    expect(await world.refusal('ConfirmForgotPassword', { ...reset, ConfirmationCode: world.code() })).toMatch(
      /^ExpiredCodeException/,
    );
    await world.call('ForgotPassword', { Username: 'ana' });
    world.clock.advance(3_600_000);
    expect(await world.refusal('ConfirmForgotPassword', { ...reset, ConfirmationCode: world.code() })).toMatch(
      /^ExpiredCodeException/,
    );
  });
});

describe('a name that nobody has', () => {
  const nobody = { Username: 'nobody' };

  it('is not told from one that somebody has, where the client hides users', async () => {
    const world = createWorld();
    const simulated = await world.call('ForgotPassword', nobody);

    expect(simulated).toEqual({
      CodeDeliveryDetails: {
        Destination: expect.stringMatching(/^[a-z]\*{3}@[a-z]\*{3}$/) as unknown,
        DeliveryMedium: 'EMAIL',
        AttributeName: 'email',
      },
    });
    expect(await world.call('ForgotPassword', { Username: 'NOBODY' })).toEqual(simulated);
    expect(await world.call('ResendConfirmationCode', nobody)).toEqual(simulated);
    expect(await world.refusal('ConfirmSignUp', { ...nobody, ConfirmationCode: '123456' })).toMatch(/^ExpiredCode/);
    expect(
      await world.refusal('ConfirmForgotPassword', { ...nobody, ConfirmationCode: '123456', Password: password }),
    ).toMatch(/^CodeMismatch/);
    expect(await world.refusal('InitiateAuth', passwordAuth('nobody'))).toBe(
      'NotAuthorizedException: Incorrect username or password.',
    );
    expect(world.pools.mails()).toEqual([]);
  });

  it('is told where the client does not', async () => {
    const world = createWorld();
    const legacy = { ...nobody, ClientId: legacyClientId };
    const notFound = 'UserNotFoundException: Username/client id combination not found.';

    expect(await world.refusal('ForgotPassword', legacy)).toBe(notFound);
    expect(await world.refusal('ResendConfirmationCode', legacy)).toBe(notFound);
    expect(await world.refusal('ConfirmSignUp', { ...legacy, ConfirmationCode: '1' })).toBe(notFound);
    expect(await world.refusal('InitiateAuth', { ...passwordAuth('nobody'), ClientId: legacyClientId })).toBe(
      'UserNotFoundException: User does not exist.',
    );
  });

  it('is locked like any other', async () => {
    const world = createWorld();
    for (let guess = 0; guess < 5; guess += 1) await world.refusal('InitiateAuth', passwordAuth('nobody', 'Wrong-1'));

    expect(await world.refusal('InitiateAuth', passwordAuth('nobody'))).toBe(
      'NotAuthorizedException: Password attempts exceeded',
    );
  });
});

describe('an address that is an alias', () => {
  it('signs in once verified and belongs to one user', async () => {
    const world = createWorld({ pool: { AliasAttributes: ['email'] } });
    await world.person('ana', 'shared@example.com');
    const bo = { Username: 'bo', Password: password, UserAttributes: [{ Name: 'email', Value: 'Shared@example.com' }] };
    await world.call('SignUp', bo);
    const confirm = { Username: 'bo', ConfirmationCode: world.code() };

    await world.call('InitiateAuth', passwordAuth('SHARED@example.com'));
    expect(await world.refusal('ConfirmSignUp', confirm)).toBe(
      'AliasExistsException: An account with the given email already exists.',
    );
    await world.call('ConfirmSignUp', { ...confirm, ForceAliasCreation: true });
    expect(await world.admin('AdminGetUser', { Username: 'shared@example.com' })).toMatchObject({ Username: 'bo' });
    expect(await world.refusal('SignUp', { ...bo, Username: 'cy@example.com' })).toMatch(/^InvalidParameterException/);
  });

  it('does not sign in where it is none', async () => {
    const world = createWorld();
    await world.person('ana');

    expect(await world.refusal('InitiateAuth', passwordAuth('ana@example.com'))).toMatch(/^NotAuthorizedException/);
  });
});
