import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/Clock.ts';
import { TemplateError } from '../../base/TemplateError.ts';
import type { Stack } from '../../template/Stack.ts';

interface ApiKey {
  readonly digest: Buffer;
  readonly expiresAt: number;
}

/** CloudFormation's own default when `Expires` is left out. */
const defaultLifeMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** Says whether a text is one of the API's keys, and has not expired. */
export function createApiKeys(stack: Stack, clock: Clock): (key: string) => boolean {
  const createdAt = clock.now();
  const keys = stack.resourcesOf('AWS::AppSync::ApiKey').map((resource): ApiKey => {
    const key = resource.attributes['ApiKey'];
    if (key === undefined) throw new TemplateError(`The API key ${resource.logicalId} has no value.`);
    const expires = resource.properties['Expires'];
    const expiresAt = expires === undefined ? createdAt + defaultLifeMilliseconds : Number(expires) * 1000;
    if (!Number.isFinite(expiresAt))
      throw new TemplateError(`Expires of ${resource.logicalId} is not a time in seconds.`);
    return { digest: digestOf(key), expiresAt };
  });
  return (text) => {
    const digest = digestOf(text);
    return keys.some((key) => timingSafeEqual(key.digest, digest) && clock.now() < key.expiresAt);
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
