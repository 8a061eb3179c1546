import { readFileSync } from 'node:fs';
import { TemplateError } from '../base/TemplateError.ts';
import type { Stack, StackResource } from './Stack.ts';

function objectKeyOf({ logicalId, properties }: StackResource): string | undefined {
  const { CodeS3Location: location } = properties;
  if (location === undefined) return undefined;

  const [, objectKey] = /^s3:\/\/[^/]+\/(.+)$/.exec(typeof location === 'string' ? location : '') ?? [];
  if (objectKey === undefined) throw new TemplateError(`The CodeS3Location of ${logicalId} is not an S3 location.`);
  return objectKey;
}

/** The code of an `AWS::AppSync::Resolver` or `FunctionConfiguration`, inline or from its asset; `undefined` when it has none. */
export function codeOf(stack: Stack, resource: StackResource): string | undefined {
  const { Code: inline } = resource.properties;
  if (typeof inline === 'string') return inline;

  const objectKey = objectKeyOf(resource);
  if (objectKey === undefined) return undefined;
  try {
    return readFileSync(stack.assetPath(objectKey), 'utf8');
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(`The code of ${resource.logicalId} is missing from the assembly.`, { cause: error });
  }
}
