import { isRecord } from '../../base/json.ts';
import { alphabets, randomText } from '../../base/randomText.ts';
import { TemplateError } from '../../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import { generateSecretString } from './generateSecretString.ts';
import type { IdentityContext, PhysicalIds } from './PhysicalIds.ts';
import { arnOf, textOf } from './physicalName.ts';

const nameSuffixLength = 12;
const arnSuffixLength = 6;

function secretString(context: IdentityContext): string | undefined {
  const given = textOf(context, 'SecretString');
  const { GenerateSecretString } = context.properties;
  if (given !== undefined && GenerateSecretString !== undefined) {
    throw new TemplateError(`Secret ${context.logicalId} has both SecretString and GenerateSecretString.`);
  }
  if (!isRecord(GenerateSecretString)) return given;
  return context.keep('secretString', () => generateSecretString(GenerateSecretString, context.logicalId));
}

/** Ids of secrets; a generated value is added as `SecretString`: https://docs.aws.amazon.com/secretsmanager/latest/userguide/getting-started.html#term_secret */
export const secretsManagerIds: PhysicalIds = {
  'AWS::SecretsManager::Secret': (context) => {
    if (context.properties['ReplicaRegions'] !== undefined) throw new UnsupportedFeatureError('replicas of a secret');

    // A secret's generated name has no stack name in it.
    const name =
      textOf(context, 'Name') ??
      `${context.logicalId}-${context.keep('suffix', () => randomText(nameSuffixLength, alphabets.mixed))}`;
    const suffix = context.keep('arnSuffix', () => randomText(arnSuffixLength, alphabets.mixed));
    const arn = arnOf(context, 'secretsmanager', `secret:${name}-${suffix}`);
    const value = secretString(context);
    return { ref: arn, attributes: { Id: arn }, added: value === undefined ? {} : { SecretString: value } };
  },
};
