import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/Clock.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import type { ServiceAnswer, ServiceCall } from '../gate/Gate.ts';
import type { Stack, StackResource } from '../template/Stack.ts';

export interface SecretsManager {
  (call: ServiceCall): Promise<ServiceAnswer>;
  /** Makes `value` the current version and the one before it `AWSPREVIOUS`, as a rotation does. Forgotten at the next start. */
  readonly put: (secretId: string, value: string) => void;
}

export interface SecretsManagerOptions {
  readonly stack: Stack;
  readonly clock: Clock;
}

interface SecretVersion {
  readonly versionId: string;
  readonly value: string;
  readonly createdAt: number;
}

interface Secret {
  readonly arn: string;
  readonly name: string;
  current: SecretVersion | undefined;
  previous: SecretVersion | undefined;
}

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';

/** `-` and six characters, which Secrets Manager adds to the name in an ARN. */
const arnSuffixLength = 7;

function refuse(type: string, message: string): ServiceAnswer {
  return { status: 400, body: { __type: type, message } };
}

function notFound(text = 'secret.'): ServiceAnswer {
  return refuse('ResourceNotFoundException', `Secrets Manager can't find the specified ${text}`);
}

function toSecret({ ref, properties }: StackResource, now: number): Secret {
  const { SecretString: value } = properties;
  const current = typeof value === 'string' ? { versionId: randomUUID(), value, createdAt: now } : undefined;
  return { arn: ref, name: ref.slice(ref.indexOf(':secret:') + 8, -arnSuffixLength), current, previous: undefined };
}

/** By name, ARN, or ARN without its six random characters. */
function isNamed({ arn, name }: Secret, secretId: string): boolean {
  return secretId === name || secretId === arn || secretId === arn.slice(0, -arnSuffixLength);
}

function toAnswer(secret: Secret, version: SecretVersion): ServiceAnswer {
  return {
    status: 200,
    body: {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.versionId,
      SecretString: version.value,
      VersionStages: [version === secret.current ? 'AWSCURRENT' : 'AWSPREVIOUS'],
      CreatedDate: version.createdAt / 1000,
    },
  };
}

function versionAt(secret: Secret, stage: Stage): SecretVersion | undefined {
  return stage === 'AWSCURRENT' ? secret.current : secret.previous;
}

function isStage(stage: unknown): stage is Stage {
  return stage === 'AWSCURRENT' || stage === 'AWSPREVIOUS';
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
function getSecretValue(secrets: readonly Secret[], input: ServiceCall['input']): ServiceAnswer {
  const { SecretId, VersionId, VersionStage } = input;
  if (typeof SecretId !== 'string' || SecretId === '') {
    return refuse('InvalidParameterException', 'You must provide a value for the SecretId parameter.');
  }
  const secret = secrets.find((candidate) => isNamed(candidate, SecretId));
  if (secret === undefined) return notFound();

  if (typeof VersionId === 'string') {
    const byId = [secret.current, secret.previous].find((version) => version?.versionId === VersionId);
    if (byId === undefined) return notFound(`secret value for VersionId: ${VersionId}`);
    const isAsked = VersionStage === undefined || (isStage(VersionStage) && versionAt(secret, VersionStage) === byId);
    return isAsked
      ? toAnswer(secret, byId)
      : refuse(
          'InvalidRequestException',
          'You provided a VersionStage that is not associated to the provided VersionId.',
        );
  }

  const stage = typeof VersionStage === 'string' ? VersionStage : 'AWSCURRENT';
  const version = isStage(stage) ? versionAt(secret, stage) : undefined;
  return version === undefined ? notFound(`secret value for staging label: ${stage}`) : toAnswer(secret, version);
}

/**
 * The secrets of the stack, with the values that the template gives or has had generated. Answers `GetSecretValue`;
 * rejects with `UnsupportedFeatureError` for every other operation.
 */
export function createSecretsManager({ stack, clock }: SecretsManagerOptions): SecretsManager {
  const secrets = stack.resourcesOf('AWS::SecretsManager::Secret').map((resource) => toSecret(resource, clock.now()));

  const answer = async ({ operation, input }: ServiceCall): Promise<ServiceAnswer> => {
    if (operation !== 'GetSecretValue') throw new UnsupportedFeatureError(`Secrets Manager ${operation}`);
    return getSecretValue(secrets, input);
  };

  const put = (secretId: string, value: string): void => {
    const secret = secrets.find((candidate) => isNamed(candidate, secretId));
    if (secret === undefined) throw new TypeError(`The stack has no secret ${secretId}.`);
    secret.previous = secret.current;
    secret.current = { versionId: randomUUID(), value, createdAt: clock.now() };
  };

  return Object.assign(answer, { put });
}
