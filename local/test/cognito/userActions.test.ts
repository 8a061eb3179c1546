import { describe, expect, it } from 'vitest';
import { adminRole, createWorld, password, passwordAuth, poolId, publicClientId, type Tokens } from './world.ts';

describe('a signed-in user', () => {
  it('changes his password with the old one, five times an hour', async () => {
    const world = createWorld();
    await world.person('ana');
    const { AccessToken } = await world.signIn('ana');
    const change = { AccessToken, PreviousPassword: password, ProposedPassword: 'New-password-2' };

    expect(await world.refusal('ChangePassword', { ...change, PreviousPassword: 'Wrong-1' })).toBe(
      'NotAuthorizedException: Incorrect username or password.',
    );
    expect(await world.refusal('ChangePassword', { ...change, ProposedPassword: 'weak' })).toMatch(
      /^InvalidPasswordException/,
    );
    await world.call('ChangePassword', change);
    await world.call('InitiateAuth', passwordAuth('ana', 'New-password-2'));
    expect(await world.refusal('InitiateAuth', passwordAuth('ana'))).toMatch(/^NotAuthorizedException/);
    await world.call('GetUser', { AccessToken });
    for (let call = 0; call < 3; call += 1) await world.refusal('ChangePassword', change);
    expect(await world.refusal('ChangePassword', change)).toMatch(/^LimitExceededException/);
  });

  it('changes his attributes, and verifies a new address', async () => {
    const world = createWorld();
    await world.person('ana');
    const { AccessToken } = await world.signIn('ana');
    const update = (Name: string, Value: string) => ({ AccessToken, UserAttributes: [{ Name, Value }] });

    expect(await world.call('UpdateUserAttributes', update('name', 'Ana B.'))).toEqual({ CodeDeliveryDetailsList: [] });
    expect(await world.call('UpdateUserAttributes', update('email', 'New@example.org'))).toMatchObject({
      CodeDeliveryDetailsList: [{ Destination: 'n***@e***' }],
    });
    expect(await world.refusal('UpdateUserAttributes', update('email_verified', 'true'))).toBe(
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    );
    const attributesOf = async () => (await world.call('GetUser', { AccessToken }))['UserAttributes'];
    expect(await attributesOf()).toContainEqual({ Name: 'email_verified', Value: 'false' });
    await world.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: world.code() });
    expect(await attributesOf()).toContainEqual({ Name: 'email_verified', Value: 'true' });
    expect(await attributesOf()).toContainEqual({ Name: 'email', Value: 'new@example.org' });
    await world.call('DeleteUserAttributes', { AccessToken, UserAttributeNames: ['name'] });
    expect(JSON.stringify(await attributesOf())).not.toContain('Ana B.');
  });

  it('writes and reads only what the client may', async () => {
    const world = createWorld({ client: { ReadAttributes: ['name'], WriteAttributes: ['email', 'name'] } });
    await world.person('ana');
    const { AccessToken } = await world.signIn('ana');
    const UserAttributes = [{ Name: 'nickname', Value: 'a' }];

    expect(await world.refusal('UpdateUserAttributes', { AccessToken, UserAttributes })).toMatch(
      /^NotAuthorizedException: A client attempted/,
    );
    expect(JSON.stringify(await world.call('GetUser', { AccessToken }))).not.toContain('example.com');
  });

  it('deletes himself, and the name is free again', async () => {
    const world = createWorld();
    const first = await world.person('ana');
    const { AccessToken, RefreshToken } = await world.signIn('ana');
    await world.call('DeleteUser', { AccessToken });

    expect(await world.refusal('GetUser', { AccessToken })).toBe('UserNotFoundException: User does not exist.');
    expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken })).toMatch(/^NotAuthorizedException/);
    expect(await world.refusal('InitiateAuth', passwordAuth('ana'))).toMatch(/^NotAuthorizedException/);
    expect(await world.person('ana')).not.toBe(first);
    expect(await world.refusal('GetUser', { AccessToken })).toMatch(/^UserNotFoundException/);
  });
});

describe('an administrator', () => {
  it('needs a role', async () => {
    const { status, body } = await createWorld().pools.call('AdminGetUser', { UserPoolId: poolId, Username: 'ana' });

    expect({ status, body }).toEqual({
      status: 400,
      body: { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
    });
  });

  it('names a user by the name or the sub, in a pool without aliases too', async () => {
    const world = createWorld();
    const sub = await world.person('ana');

    expect(await world.admin('AdminGetUser', { Username: sub })).toMatchObject({ Username: 'ana' });
    await world.admin('AdminDeleteUser', { Username: sub });
    await world.person('ana');

    await expect(world.admin('AdminDeleteUser', { Username: sub })).rejects.toThrow('UserNotFoundException');
    expect(await world.admin('AdminGetUser', { Username: 'ana' })).toMatchObject({ Username: 'ana' });
  });

  it('invites by a temporary password, which has to be replaced', async () => {
    const world = createWorld();
    const invitation = {
      Username: 'Ana',
      UserAttributes: [
        { Name: 'email', Value: 'ana@example.com' },
        { Name: 'email_verified', Value: 'true' },
      ],
      DesiredDeliveryMediums: ['EMAIL'],
    };
    expect(await world.admin('AdminCreateUser', invitation)).toMatchObject({
      User: { Username: 'ana', UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true },
    });
    const challenge = await world.call('InitiateAuth', passwordAuth('ana', world.code()));
    expect(challenge).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: { USER_ID_FOR_SRP: 'ana', requiredAttributes: '[]' },
    });
    const respond = (NEW_PASSWORD: string) => ({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: challenge['Session'],
      ChallengeResponses: { USERNAME: 'ana', NEW_PASSWORD, 'userAttributes.name': 'Ana' },
    });

    expect(await world.refusal('RespondToAuthChallenge', respond('weak'))).toMatch(/^InvalidPasswordException/);
    const answer = await world.call('RespondToAuthChallenge', respond(password));
    const { AccessToken } = answer['AuthenticationResult'] as Tokens;
    expect((await world.call('GetUser', { AccessToken }))['UserAttributes']).toContainEqual({
      Name: 'name',
      Value: 'Ana',
    });
    expect(await world.refusal('RespondToAuthChallenge', respond(password))).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    );
    await world.signIn('ana');
  });

  it('sees a temporary password expire', async () => {
    const world = createWorld();
    await world.person('ana');
    await world.admin('AdminSetUserPassword', { Username: 'ana', Password: 'Temporary-3' });
    world.clock.advance(7 * 86_400_000);

    expect(await world.refusal('InitiateAuth', passwordAuth('ana', 'Temporary-3'))).toBe(
      'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
    );
    await world.admin('AdminSetUserPassword', { Username: 'ana', Password: password, Permanent: true });
    await world.signIn('ana');
  });

  it('signs a user in where the client allows it', async () => {
    const world = createWorld({ client: { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] } });
    await world.person('ana');
    const input = { ...passwordAuth('ana'), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', ClientId: publicClientId };

    expect(await world.admin('AdminInitiateAuth', input)).toHaveProperty('AuthenticationResult.AccessToken');
    const other = createWorld();
    await expect(other.admin('AdminInitiateAuth', input)).rejects.toThrow(
      'InvalidParameterException: Auth flow not enabled for this client',
    );
  });

  it('puts users into the groups of the template', async () => {
    const world = createWorld();
    await world.person('ana');
    const membership = { Username: 'ana', GroupName: 'admins' };
    await world.admin('AdminAddUserToGroup', membership);
    await world.admin('AdminAddUserToGroup', membership);

    const groups = { Groups: [{ GroupName: 'admins', UserPoolId: poolId, Precedence: 1 }] };
    expect(await world.admin('AdminListGroupsForUser', { Username: 'ana' })).toEqual(groups);
    await world.admin('AdminRemoveUserFromGroup', membership);
    expect(await world.admin('AdminListGroupsForUser', { Username: 'ana' })).toEqual({ Groups: [] });
    await expect(world.admin('AdminAddUserToGroup', { ...membership, GroupName: 'others' })).rejects.toThrow(
      'ResourceNotFoundException: Group not found.',
    );
  });

  it('lists users by pages and filters', async () => {
    const world = createWorld();
    for (const name of ['ana', 'anton', 'bo']) await world.person(name);
    const names = (page: Record<string, unknown>) =>
      (page['Users'] as { Username: string }[]).map(({ Username }) => Username);

    const first = await world.admin('ListUsers', { Limit: 2 });
    const second = await world.admin('ListUsers', { Limit: 2, PaginationToken: first['PaginationToken'] });
    expect([...names(first), ...names(second)]).toEqual(['ana', 'anton', 'bo']);
    expect(second).not.toHaveProperty('PaginationToken');
    expect(names(await world.admin('ListUsers', { Filter: 'username ^= "an"' }))).toEqual(['ana', 'anton']);
    expect(names(await world.admin('ListUsers', { Filter: 'email = "bo@example.com"' }))).toEqual(['bo']);
    await expect(world.admin('ListUsers', { Filter: 'nonsense' })).rejects.toThrow(/^InvalidParameterException/);
  });

  it('sets attributes, flags included, and deletes', async () => {
    const world = createWorld();
    await world.person('ana');
    const UserAttributes = [{ Name: 'email_verified', Value: 'false' }];
    await world.admin('AdminUpdateUserAttributes', { Username: 'ana', UserAttributes });
    expect(JSON.stringify(await world.admin('AdminGetUser', { Username: 'ana' }))).toContain('"Value":"false"');
    await world.admin('AdminDeleteUser', { Username: 'ana' });

    await expect(world.admin('AdminGetUser', { Username: 'ana' })).rejects.toThrow(
      'UserNotFoundException: User does not exist.',
    );
  });
});

describe('an action that the runtime does not have', () => {
  it.each(['AssociateSoftwareToken', 'constructor', 'AdminRespondToAuthChallenge'])(
    'is refused by name: %s',
    async (action) => {
      const { status, body } = await createWorld().pools.call(action, {}, adminRole);

      expect(status).toBe(500);
      expect(body).toMatchObject({
        __type: 'UnsupportedFeatureError',
        message: expect.stringContaining(action) as unknown,
      });
    },
  );
});
