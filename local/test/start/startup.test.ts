import { describe, expect, it } from 'vitest';
import { answerJson, type HttpRequest } from '../../server/listener/HttpExchange.ts';
import { assertNodeVersion } from '../../start/assertNodeVersion.ts';
import { createCleanup } from '../../start/createCleanup.ts';
import { createDemoUsers } from '../../start/createDemoUsers.ts';
import { createDrainableRoute } from '../../start/createDrainableRoute.ts';
import { toSentence } from '../../start/fail.ts';
import { formatRequestLine } from '../../start/formatRequestLine.ts';
import { OptionError, readOptions } from '../../start/readOptions.ts';

describe('the command line', () => {
  it('has defaults', () => {
    expect(readOptions([])).toEqual({
      port: 20002,
      dataDir: '.local',
      assemblyDir: 'cdk.out',
      fresh: false,
      help: false,
    });
  });

  it('takes every option', () => {
    expect(readOptions(['--port', '0', '--data=x', '--assembly', 'y', '--fresh'])).toMatchObject({
      port: 0,
      dataDir: 'x',
      assemblyDir: 'y',
      fresh: true,
    });
  });

  it.each([
    [['--prot', '1'], "Unknown option '--prot'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', '65536'], '--port takes a number from 0 to 65535, not 65536.'],
    [['--port', '1e3'], '--port takes a number from 0 to 65535, not 1e3.'],
    [['--port=-1'], '--port takes a number from 0 to 65535, not -1.'],
    [['extra'], "Unexpected argument 'extra'"],
    [['--fresh=yes'], "Option '--fresh' does not take an argument"],
    [['--data', ''], '--data takes the name of a folder.'],
  ])('refuses %j in one sentence', (args, text) => {
    expect(() => readOptions(args)).toThrow(OptionError);
    expect(() => readOptions(args)).toThrow(text);
    expect(() => readOptions(args)).toThrow(/^[^\n]*\.$/);
  });
});

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s is new enough', (version) => {
    expect(() => assertNodeVersion(version)).not.toThrow();
  });

  it.each(['18.20.8', '20.18.3'])('%s is told in one sentence', (version) => {
    expect(() => assertNodeVersion(version)).toThrow(
      `The local runtime needs Node 20.19 or newer; this is Node ${version}.`,
    );
  });
});

describe('a failed start', () => {
  it('is one sentence where the person can help it, and tells the place where only we can', () => {
    expect(toSentence(new OptionError('No.'))).toBe('No.');
    expect(toSentence(new TypeError('x is undefined'))).toMatch(/^TypeError: x is undefined\n\s+at /);
  });

  it('undoes everything, last first and once, even when one step fails', async () => {
    const done: string[] = [];
    const cleanup = createCleanup();
    cleanup.add(() => void done.push('first'));
    cleanup.add(() => {
      throw new Error('stuck');
    });
    cleanup.add(async () => void done.push('last'));
    await expect(Promise.all([cleanup.run(), cleanup.run()])).rejects.toThrow('did not stop cleanly');
    expect(done).toEqual(['last', 'first']);
  });
});

describe('the request line', () => {
  const facts = {
    requestId: 'id',
    rootFields: ['sendMessage'],
    errorTypes: [],
    roundTrips: 3,
    writeUnits: 10,
    milliseconds: 14.3,
  };

  it('tells field, result, round trips, write units, time and request id', () => {
    expect(formatRequestLine(facts)).toBe('sendMessage  OK  3 round trips, 10 write units, 14 ms  id');
  });

  it('tells each error type once and stays short', () => {
    const rootFields = Array.from({ length: 50 }, () => 'me');
    const errorTypes = ['NotFound', 'NotFound', 'Forbidden'];
    expect(
      formatRequestLine({ ...facts, rootFields, errorTypes, roundTrips: 1, writeUnits: 1, milliseconds: 0.25 }),
    ).toBe('me, me, me, me, me and 45 more  NotFound, Forbidden  1 round trip, 1 write unit, 0.3 ms  id');
  });
});

describe('the request gate', () => {
  const request: HttpRequest = {
    method: 'POST',
    path: '/graphql',
    query: '',
    headers: {},
    body: '',
    sourceIp: '',
    requestId: '',
  };

  it('answers 503 until it is opened', async () => {
    const gate = createDrainableRoute();
    expect((await gate.route(request)).status).toBe(503);
    gate.open(() => answerJson(200, 'x'));
    expect((await gate.route(request)).status).toBe(503);
    gate.admitClients();
    expect((await gate.route(request)).status).toBe(200);
  });

  it('passes the signed calls of functions, which the start needs, before it passes clients', async () => {
    const gate = createDrainableRoute();
    gate.open(() => answerJson(200, 'x'));
    const call = { ...request, path: '/' };

    expect((await gate.route({ ...call, headers: { authorization: 'AWS4-HMAC-SHA256 …' } })).status).toBe(200);
    expect((await gate.route(call)).status).toBe(503);
  });

  it('drains: refuses new GraphQL requests, lets functions call, waits for what is under way', async () => {
    const gate = createDrainableRoute();
    let finish = (): void => undefined;
    gate.open(async ({ path }) => {
      if (path === '/graphql') await new Promise<void>((resolve) => (finish = resolve));
      return answerJson(200, path);
    });
    gate.admitClients();
    const underWay = Promise.resolve(gate.route(request));
    const order: string[] = [];
    void underWay.then(() => order.push('answered'));
    const drained = gate.drain(60_000).then(() => order.push('drained'));
    expect((await gate.route(request)).status).toBe(503);
    expect((await gate.route({ ...request, path: '/' })).status).toBe(200);
    expect(order).toEqual([]);
    finish();
    await drained;
    expect(order).toEqual(['answered', 'drained']);
  });

  it('waits no longer than it is told to', async () => {
    const gate = createDrainableRoute();
    gate.open(() => new Promise(() => undefined));
    gate.admitClients();
    void gate.route(request);
    await gate.drain(0);
  });
});

describe('the demo users', () => {
  interface Account {
    userId: string;
    status: string;
    code: string;
  }

  function fakePools(accounts: Map<string, Account>): {
    calls: string[];
    userPools: Parameters<typeof createDemoUsers>[0]['userPools'];
  } {
    const calls: string[] = [];
    const refuse = (type: string) => ({ status: 400, body: { __type: type, message: 'no' } });
    return {
      calls,
      userPools: {
        mails: () =>
          [...accounts].map(([username, { code }]) => ({
            to: '',
            username,
            code,
            subject: '',
            sentAt: '',
            state: 'open',
          })),
        call: async (operation, input) => {
          const username = String(input['Username']);
          const account = accounts.get(username);
          calls.push(`${operation} ${username}`);
          if (operation === 'SignUp')
            accounts.set(username, { userId: `id-${username}`, status: 'UNCONFIRMED', code: '1' });
          else if (account === undefined) return refuse('UserNotFoundException');
          else if (operation === 'ResendConfirmationCode') account.code = '2';
          else if (operation === 'ConfirmSignUp') {
            if (input['ConfirmationCode'] !== account.code) return refuse('CodeMismatchException');
            account.status = 'CONFIRMED';
          }
          const attributes = [{ Name: 'sub', Value: account?.userId }];
          return { status: 200, body: { UserAttributes: attributes, UserStatus: account?.status } };
        },
      },
    };
  }

  it('register and confirm as anybody does, once', async () => {
    const accounts = new Map<string, Account>();
    const first = fakePools(accounts);
    const users = await createDemoUsers({ ...first, userPoolId: 'p', webClientId: 'c' });
    expect(users.map(({ username, userId }) => [username, userId])).toEqual([
      ['ana', 'id-ana'],
      ['bob', 'id-bob'],
      ['cleo', 'id-cleo'],
    ]);
    expect(first.calls.slice(0, 4)).toEqual([
      'AdminGetUser ana',
      'SignUp ana',
      'AdminGetUser ana',
      'ConfirmSignUp ana',
    ]);
    const second = fakePools(accounts);
    expect(await createDemoUsers({ ...second, userPoolId: 'p', webClientId: 'c' })).toEqual(users);
    expect(second.calls).toEqual(['AdminGetUser ana', 'AdminGetUser bob', 'AdminGetUser cleo']);
  });

  it('are finished when an earlier start was cut off before the confirmation', async () => {
    const accounts = new Map([['ana', { userId: 'a', status: 'UNCONFIRMED', code: '1' }]]);
    await createDemoUsers({ ...fakePools(accounts), userPoolId: 'p', webClientId: 'c' });
    expect(accounts.get('ana')).toEqual({ userId: 'a', status: 'CONFIRMED', code: '2' });
  });

  it('tell why they cannot be made', async () => {
    const userPools = {
      mails: () => [],
      call: async (operation: string) =>
        operation === 'SignUp'
          ? { status: 400, body: { __type: 'UserLambdaValidationException', message: 'Not here.' } }
          : { status: 400, body: { __type: 'UserNotFoundException' } },
    };
    await expect(createDemoUsers({ userPools, userPoolId: 'p', webClientId: 'c' })).rejects.toThrow(
      'The demo users cannot be made: SignUp answered UserLambdaValidationException: Not here.',
    );
  });
});
