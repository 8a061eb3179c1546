import { describe, expect, it } from 'vitest';
import { SettableClock } from '../../base/Clock.ts';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { ServiceAnswer } from '../../gate/Gate.ts';
import { createSecretsManager } from '../../secretsManager/createSecretsManager.ts';
import { createPersistentMaps } from '../../storage/createPersistentMaps.ts';
import { loadStack } from '../../template/loadStack.ts';
import { writeAssembly } from '../template/writeAssembly.ts';

const secret = (properties: Record<string, unknown>): Record<string, unknown> => ({
  Type: 'AWS::SecretsManager::Secret',
  Properties: properties,
});

const createRoom = (): {
  arn: string;
  clock: SettableClock;
  put: (secretId: string, value: string) => void;
  get: (input: Record<string, unknown>, operation?: string) => Promise<ServiceAnswer>;
} => {
  using assembly = writeAssembly({
    template: {
      Resources: {
        Client: secret({ Name: 'chat/client', SecretString: { 'Fn::Sub': '{"region":"${AWS::Region}"}' } }),
        Key: secret({ Name: 'chat/key', GenerateSecretString: { PasswordLength: 16, ExcludePunctuation: true } }),
        Empty: secret({ Name: 'chat/empty' }),
      },
    },
  });
  const { open } = createPersistentMaps(undefined);
  const stack = loadStack({ assemblyDir: assembly.dir, origin: 'http://localhost:1', open });
  const clock = new SettableClock();
  const secretsManager = createSecretsManager({ stack, clock });
  return {
    arn: stack.resource('Client').ref,
    clock,
    put: secretsManager.put,
    get: (input, operation = 'GetSecretValue') =>
      secretsManager({ service: 'secretsmanager', operation, input, roleArn: 'arn', requestId: 'id' }),
  };
};

const VALUE = '{"region":"us-east-1"}';

describe('GetSecretValue', () => {
  it('answers by name, by ARN, and by ARN without its random characters', async () => {
    const { arn, get } = createRoom();

    for (const SecretId of ['chat/client', arn, arn.slice(0, -7)]) {
      const { status, body } = await get({ SecretId });

      expect(status).toBe(200);
      expect(body).toMatchObject({ ARN: arn, Name: 'chat/client', SecretString: VALUE, VersionStages: ['AWSCURRENT'] });
    }
  });

  it('answers a generated value, the same each time', async () => {
    const { get } = createRoom();
    const first = await get({ SecretId: 'chat/key' });

    expect(first.body['SecretString']).toMatch(/^[A-Za-z0-9]{16}$/);
    expect(await get({ SecretId: 'chat/key' })).toEqual(first);
  });

  it('gives the date in seconds of the runtime clock', async () => {
    const { clock, get, put } = createRoom();
    clock.set(Date.UTC(2040, 0));
    put('chat/client', 'new');

    const { body } = await get({ SecretId: 'chat/client' });
    expect(Math.trunc(Number(body['CreatedDate']) / 60)).toBe(Date.UTC(2040, 0) / 60_000);
  });

  it.each([
    [{ SecretId: 'chat/none' }, "Secrets Manager can't find the specified secret."],
    [{ SecretId: 'chat/empty' }, "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT"],
    [
      { SecretId: 'chat/client', VersionStage: 'AWSPREVIOUS' },
      "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS",
    ],
    [
      { SecretId: 'chat/client', VersionId: 'v1' },
      "Secrets Manager can't find the specified secret value for VersionId: v1",
    ],
  ])('finds nothing for %j', async (input, message) => {
    const { get } = createRoom();

    expect(await get(input)).toEqual({ status: 400, body: { __type: 'ResourceNotFoundException', message } });
  });

  it('refuses a call without an id', async () => {
    const { get } = createRoom();

    expect(await get({})).toMatchObject({ status: 400, body: { __type: 'InvalidParameterException' } });
  });
});

describe('a rotation', () => {
  it('makes the new value current and keeps the one before', async () => {
    const { get, put } = createRoom();
    const before = await get({ SecretId: 'chat/client' });
    put('chat/client', 'second');
    put('chat/client', 'third');

    expect((await get({ SecretId: 'chat/client' })).body).toMatchObject({ SecretString: 'third' });
    expect((await get({ SecretId: 'chat/client', VersionStage: 'AWSPREVIOUS' })).body).toMatchObject({
      SecretString: 'second',
      VersionStages: ['AWSPREVIOUS'],
    });
    expect(await get({ SecretId: 'chat/client', VersionId: before.body['VersionId'] })).toMatchObject({ status: 400 });
  });

  it('refuses a secret that the stack does not have', () => {
    const { put } = createRoom();

    expect(() => put('chat/none', 'x')).toThrow('The stack has no secret chat/none.');
  });
});

describe('any other operation', () => {
  it('is refused by name', async () => {
    const { get } = createRoom();

    await expect(get({ SecretId: 'chat/client' }, 'PutSecretValue')).rejects.toThrow(UnsupportedFeatureError);
    await expect(get({ SecretId: 'chat/client' }, 'PutSecretValue')).rejects.toThrow('Secrets Manager PutSecretValue');
  });
});
