import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';
import { outcomeOf } from './retries/outcomeOf.ts';

const world = useWorld();

const newPassword = 'Another-Horse-8';

const callPool = async (operation: string, input: Record<string, unknown>) =>
  (await world().runtime.userPools.call(operation, input)).body;

/** Sets a new password with a mailed code, by the API or straight at the user pool. */
const reset = async (username: string, way: 'API' | 'user pool'): Promise<void> => {
  const { visitor, runtime } = world();
  await visitor.forgotPassword(username);
  const code = await visitor.codeFor(username);
  if (way === 'API') {
    await visitor.confirmForgotPassword(username, code, newPassword);
    return;
  }
  const ClientId = runtime.webClientId;
  await callPool('ForgotPassword', { ClientId, Username: username });
  const ConfirmationCode = await visitor.codeFor(username);
  const answer = await callPool('ConfirmForgotPassword', {
    ...{ ClientId, Username: username, ConfirmationCode, Password: newPassword },
  });
  expect(answer).toEqual({});
};

/** What puts an account into the hands of its owner alone. */
const recoveries: Readonly<Record<string, (ana: Person) => Promise<unknown>>> = {
  changePassword: (ana) => ana.changePassword(newPassword),
  confirmForgotPassword: (ana) => reset(ana.username, 'API'),
  'ConfirmForgotPassword at the user pool': (ana) => reset(ana.username, 'user pool'),
};

describe.each(Object.entries(recoveries))('P15: %s', (_, recover) => {
  it('ends every session: refresh tokens, tokens that act, open subscriptions', async () => {
    const { visitor } = world();
    const { ana, bo } = await world().people('ana', 'bo');
    const thief = await visitor.signsIn(ana.username);
    const inboxes = await Promise.all([ana, thief].map((device) => device.onMessage()));

    await recover(ana);

    await Promise.all(inboxes.map((inbox) => inbox.ended()));
    for (const device of [ana, thief]) {
      const refresh = visitor.refreshSession(device.session.refreshToken ?? '');
      expect(await outcomeOf(refresh)).toBe('Unauthorized');
      expect(await outcomeOf(device.sendMessage(bo, 'I am Ana'))).toBe('Unauthorized');
      expect(await outcomeOf(device.updateProfile('Not Ana'))).toBe('Unauthorized');
      expect(await outcomeOf(device.onMessage())).toBe('Unauthorized');
      const AccessToken = device.session.accessToken;
      expect(await callPool('GetUser', { AccessToken })).toMatchObject({ __type: 'NotAuthorizedException' });
    }
  });

  it('leaves a sign-in with the new password, at once, and other people alone', async () => {
    const { visitor } = world();
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();

    await recover(ana);
    const again = await visitor.signsIn(ana.username, newPassword);
    const ownInbox = await again.onMessage();

    const message = await again.sendMessage(bo, 'It is me again.');
    expect(await inbox.next()).toEqual(message);
    expect(await ownInbox.next()).toEqual(message);
    expect(await visitor.refreshSession(again.session.refreshToken ?? '')).toMatchObject({ userId: ana.id });
    inbox.close();
    ownInbox.close();
  });
});

describe('P15: a repeated changePassword', () => {
  it('leaves the session begun since, and its subscription', async () => {
    const { visitor } = world();
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.changePassword(newPassword);
    const again = await visitor.signsIn(ana.username, newPassword);
    const inbox = await again.onMessage();

    expect(await ana.changePassword(newPassword)).toBe(true);

    await bo.sendMessage(again, 'Still there?');
    expect((await inbox.next()).text).toBe('Still there?');
    expect(await visitor.refreshSession(again.session.refreshToken ?? '')).toMatchObject({ userId: ana.id });
    inbox.close();
  });
});

describe('P15: a token that was signed out', () => {
  it('changes no password, even with the right old one', async () => {
    const { ana } = await world().people('ana');
    await ana.signOut();

    expect(await outcomeOf(ana.changePassword(newPassword))).toBe('Unauthorized');

    expect(await world().visitor.authenticateUser(ana.username, aPassword)).toMatchObject({ userId: ana.id });
  });
});

describe('P15: confirmForgotPassword', () => {
  it('answers a wrong code the same, whether or not the password is the one in force', async () => {
    const { visitor } = world();
    const { ana } = await world().people('ana');
    await visitor.forgotPassword(ana.username);
    const code = (await visitor.codeFor(ana.username)) === '123456' ? '654321' : '123456';
    const answer = (password: string) =>
      visitor.request(operations.confirmForgotPassword, {
        input: { username: ana.username, code, newPassword: password },
      });

    const right = await answer(aPassword);

    expect(right).toEqual(await answer(newPassword));
    expect(right).toMatchObject({ errors: [{ errorType: 'BadRequest', errorInfo: { reason: 'CODE_MISMATCH' } }] });
  });

  it('tells nobody that a password is in force where no code was asked for', async () => {
    const { ana } = await world().people('ana');

    const attempt = world().visitor.confirmForgotPassword(ana.username, '123456', aPassword);

    await expect(attempt).rejects.toMatchObject({ type: 'BadRequest' });
  });
});

describe('P15: an access token alone', () => {
  it('does not change the e-mail address, to which codes go', async () => {
    const { visitor, runtime } = world();
    const { ana } = await world().people('ana');
    const AccessToken = ana.session.accessToken;
    const email = `${freshUsername('thief')}@example.com`;

    const change = await callPool('UpdateUserAttributes', {
      AccessToken,
      UserAttributes: [{ Name: 'email', Value: email }],
    });
    const deletion = await callPool('DeleteUserAttributes', { AccessToken, UserAttributeNames: ['email'] });

    expect([change, deletion]).toMatchObject([
      { __type: 'InvalidParameterException' },
      { __type: 'InvalidParameterException' },
    ]);
    await visitor.forgotPassword(ana.username);
    const mail = runtime.userPools.mails().find(({ username }) => username === ana.username);
    expect(mail).toMatchObject({ to: `${ana.username}@example.com` });
  });
});
