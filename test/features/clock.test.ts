import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { RoleSession } from '../support/RoleSession.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;

const pass = (milliseconds: number): void => world().runtime.clock.advance(milliseconds);

const again = (person: Person): Promise<Person> => world().visitor.signsIn(person.username);

const statusOf = async (headers: Readonly<Record<string, string>>): Promise<number> => {
  const { status } = await fetch(world().endpoints.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: operations.me }),
  });
  return status;
};

describe('one clock feeds everything: once it has moved', () => {
  it('by 11 minutes, messages are that much later, in the functions and on the wire', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();
    const before = await ana.sendMessage(bo, 'before');
    await inbox.next();
    pass(11 * minutes);

    const after = await ana.sendMessage(bo, 'after');

    const distance = Date.parse(after.createdAt) - Date.parse(before.createdAt);
    expect(distance).toBeGreaterThanOrEqual(11 * minutes);
    expect(distance).toBeLessThan(12 * minutes);
    expect(await inbox.next()).toEqual(after);
    inbox.close();
  });

  it('by 11 minutes, a resolver’s time is that much later, too', async () => {
    const { ana, bo, cleo } = await world().people('ana', 'bo', 'cleo');
    const before = await ana.blockUser(bo);
    pass(11 * minutes);

    const after = await ana.blockUser(cleo);

    const distance = Date.parse(after.createdAt ?? '') - Date.parse(before.createdAt ?? '');
    expect(distance).toBeGreaterThanOrEqual(11 * minutes);
    expect(distance).toBeLessThan(12 * minutes);
  });

  it('by 11 minutes, a repeated send answers as the first time and is not published again', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const clientMessageId = randomUUID();
    const first = await ana.sendMessage(bo, 'once', clientMessageId);
    const inbox = await bo.onMessage();
    pass(11 * minutes);

    expect(await ana.sendMessage(bo, 'once', clientMessageId)).toEqual(first);

    await ana.sendMessage(bo, 'sentinel');
    expect((await inbox.next()).text).toBe('sentinel');
    inbox.close();
  });

  it('by 31 minutes, a token of 30 has ended', async () => {
    const { ana } = await world().people('ana');
    expect(await statusOf({ authorization: ana.session.accessToken })).toBe(200);
    pass(31 * minutes);

    expect(await statusOf({ authorization: ana.session.accessToken })).toBe(401);
    expect(await statusOf({ authorization: ana.session.idToken })).toBe(401);
    expect(await statusOf({ authorization: (await again(ana)).session.accessToken })).toBe(200);
  });

  it('by an hour, a code for a new password has ended', async () => {
    const { ana } = await world().people('ana');
    const { visitor } = world();
    await visitor.request(`mutation { forgotPassword(username: "${ana.username}") }`);
    const code = await visitor.codeFor(ana.username);
    pass(hours + minutes);

    const input = `{ username: "${ana.username}", code: "${code}", newPassword: "Another-Horse-8" }`;
    const { errors } = await visitor.request(`mutation { confirmForgotPassword(input: ${input}) }`);

    expect(errors?.[0]).toMatchObject({ errorType: 'BadRequest', errorInfo: { reason: 'CODE_EXPIRED' } });
  });

  it('by 25 hours, a code of a registration has ended', async () => {
    const { visitor } = world();
    const username = freshUsername('late');
    await visitor.registerUser({ username });
    const code = await visitor.codeFor(username);
    pass(25 * hours);

    await expect(visitor.confirmUser(username, code)).rejects.toMatchObject({
      type: 'BadRequest',
      info: { reason: 'CODE_EXPIRED' },
    });
  });

  it('by 6 days, a repeated send is still known; by 8 it is another one', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const clientMessageId = randomUUID();
    const first = await ana.sendMessage(bo, 'once', clientMessageId);

    pass(6 * days);
    const sixDaysOn = await again(ana);
    expect(await sixDaysOn.sendMessage(bo, 'once', clientMessageId)).toEqual(first);
    await expect(sixDaysOn.sendMessage(bo, 'other', clientMessageId)).rejects.toMatchObject({ type: 'Conflict' });

    pass(2 * days);
    const eightDaysOn = await again(ana);
    expect(await eightDaysOn.sendMessage(bo, 'once', clientMessageId)).toMatchObject({ seq: first.seq + 1 });
  });

  it('by 8 days, signatures are of that day: a publish by a warm function arrives, one of today is refused', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'warm');
    pass(8 * days);
    const [later, inbox] = [await again(ana), await (await again(bo)).onMessage()];

    await later.sendMessage(bo, 'signed');
    expect((await inbox.next()).text).toBe('signed');
    inbox.close();

    const administrator = new RoleSession(world().runtime, 'AdministrationRole');
    const enableBo = 'mutation ($userId: ID!) { enableUser(userId: $userId) }';
    expect(await administrator.request(enableBo, { userId: bo.id })).toEqual({ data: { enableUser: true } });
    const stale = await administrator.request(enableBo, { userId: bo.id }, new Date());
    expect(stale.errors?.[0]).toMatchObject({ errorType: 'UnauthorizedException' });
  });

  it('back by an hour, createdAt still does not run backwards within a conversation', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const before = await ana.sendMessage(bo, 'before');
    pass(-hours);

    const after = await (await again(ana)).sendMessage(bo, 'after');

    expect(Date.parse(after.createdAt)).toBe(Date.parse(before.createdAt) + 1);
    pass(hours);
  });

  it('by a year, the API key has ended', async () => {
    const { apiKey } = world().endpoints;
    expect(await statusOf({ 'x-api-key': apiKey })).toBe(200);
    pass(366 * days);

    expect(await statusOf({ 'x-api-key': apiKey })).toBe(401);
    await expect(world().visitor.authenticateUser('nobody', aPassword)).rejects.toMatchObject({
      type: 'UnauthorizedException',
    });
  });
});
