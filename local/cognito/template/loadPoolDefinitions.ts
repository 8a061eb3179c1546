import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { Stack, StackResource } from '../../template/Stack.ts';
import { loadClientDefinition } from './loadClientDefinition.ts';
import { loadTriggers } from './loadTriggers.ts';
import type { AttributeDefinition, GroupDefinition, PasswordPolicy, PoolDefinition } from './PoolDefinition.ts';
import {
  assertKnownProperties,
  booleanProperty,
  numberProperty,
  recordListProperty,
  recordProperty,
  stringListProperty,
  stringProperty,
  type Properties,
} from './templateProperties.ts';

const knownPoolProperties = [
  'AccountRecoverySetting',
  'AdminCreateUserConfig',
  'AliasAttributes',
  'AutoVerifiedAttributes',
  'DeletionProtection',
  'EmailConfiguration',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'LambdaConfig',
  'MfaConfiguration',
  'Policies',
  'Schema',
  'SmsVerificationMessage',
  'UserPoolName',
  'UserPoolTags',
  'UserPoolTier',
  'UsernameConfiguration',
  'VerificationMessageTemplate',
];

const standardAttributes = [
  'address',
  'birthdate',
  'email',
  'email_verified',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'phone_number_verified',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
];

/** @throws UnsupportedFeatureError for a setting that the runtime would have to ignore */
export function loadPoolDefinitions(stack: Stack): readonly PoolDefinition[] {
  for (const type of ['UserPoolDomain', 'UserPoolIdentityProvider', 'UserPoolResourceServer', 'UserPoolUser']) {
    if (stack.resourcesOf(`AWS::Cognito::${type}`).length > 0)
      throw new UnsupportedFeatureError(`AWS::Cognito::${type}`);
  }
  return stack.resourcesOf('AWS::Cognito::UserPool').map((resource) => toPoolDefinition(stack, resource));
}

function toPoolDefinition(stack: Stack, resource: StackResource): PoolDefinition {
  const { properties } = resource;
  assertSupported(properties);
  const arn = resource.attributes['Arn'];
  if (arn === undefined) throw new Error(`The user pool ${resource.logicalId} has no Arn.`);
  const template = recordProperty(properties, 'VerificationMessageTemplate');
  const admin = recordProperty(properties, 'AdminCreateUserConfig');
  return {
    logicalId: resource.logicalId,
    id: resource.ref,
    arn,
    region: stack.region,
    passwordPolicy: toPasswordPolicy(recordProperty(recordProperty(properties, 'Policies'), 'PasswordPolicy')),
    caseSensitive: booleanProperty(recordProperty(properties, 'UsernameConfiguration'), 'CaseSensitive') ?? true,
    verifiesEmail: hasOnlyEmail(properties, 'AutoVerifiedAttributes'),
    emailIsAlias: hasOnlyEmail(properties, 'AliasAttributes'),
    recoversByEmail: recoversByEmail(recordProperty(properties, 'AccountRecoverySetting')),
    allowsSignUp: booleanProperty(admin, 'AllowAdminCreateUserOnly') !== true,
    attributes: toAttributes(recordListProperty(properties, 'Schema')),
    triggers: loadTriggers(stack, arn, recordProperty(properties, 'LambdaConfig')),
    mailSubject:
      stringProperty(template, 'EmailSubject') ??
      stringProperty(properties, 'EmailVerificationSubject') ??
      'Your verification code',
    invitationSubject:
      stringProperty(recordProperty(admin, 'InviteMessageTemplate'), 'EmailSubject') ?? 'Your temporary password',
    clients: membersOf(stack, resource, 'AWS::Cognito::UserPoolClient').map(loadClientDefinition),
    groups: membersOf(stack, resource, 'AWS::Cognito::UserPoolGroup').map(toGroup),
  };
}

function assertSupported(properties: Properties): void {
  assertKnownProperties(properties, knownPoolProperties, 'AWS::Cognito::UserPool');
  const mfa = stringProperty(properties, 'MfaConfiguration') ?? 'OFF';
  if (mfa !== 'OFF') throw new UnsupportedFeatureError(`MfaConfiguration ${mfa} of AWS::Cognito::UserPool`);
  const option = stringProperty(recordProperty(properties, 'VerificationMessageTemplate'), 'DefaultEmailOption');
  if (option === 'CONFIRM_WITH_LINK') throw new UnsupportedFeatureError('DefaultEmailOption CONFIRM_WITH_LINK');
  assertKnownProperties(
    recordProperty(properties, 'Policies'),
    ['PasswordPolicy'],
    'Policies of AWS::Cognito::UserPool',
  );
}

function membersOf(stack: Stack, pool: StackResource, type: string): readonly StackResource[] {
  return stack.resourcesOf(type).filter((resource) => resource.properties['UserPoolId'] === pool.ref);
}

function hasOnlyEmail(properties: Properties, name: string): boolean {
  const attributes = stringListProperty(properties, name) ?? [];
  const other = attributes.find((attribute) => attribute !== 'email');
  if (other !== undefined) throw new UnsupportedFeatureError(`${name} ${other} of AWS::Cognito::UserPool`);
  return attributes.includes('email');
}

/** Without a setting a verified phone number is tried before a verified address; phones have no codes here. */
function recoversByEmail(setting: Properties): boolean {
  const mechanisms = recordListProperty(setting, 'RecoveryMechanisms');
  return mechanisms.length === 0 || mechanisms.some((mechanism) => mechanism['Name'] === 'verified_email');
}

/** Defaults of a pool without a policy: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html */
function toPasswordPolicy(policy: Properties): PasswordPolicy {
  assertKnownProperties(
    policy,
    [
      'MinimumLength',
      'RequireLowercase',
      'RequireNumbers',
      'RequireSymbols',
      'RequireUppercase',
      'TemporaryPasswordValidityDays',
    ],
    'PasswordPolicy',
  );
  const isDefault = Object.keys(policy).length === 0;
  return {
    minimumLength: numberProperty(policy, 'MinimumLength') ?? (isDefault ? 8 : 6),
    requireUppercase: booleanProperty(policy, 'RequireUppercase') ?? isDefault,
    requireLowercase: booleanProperty(policy, 'RequireLowercase') ?? isDefault,
    requireNumbers: booleanProperty(policy, 'RequireNumbers') ?? isDefault,
    requireSymbols: booleanProperty(policy, 'RequireSymbols') ?? isDefault,
    temporaryPasswordDays: numberProperty(policy, 'TemporaryPasswordValidityDays') ?? 7,
  };
}

function toAttributes(schema: readonly Properties[]): ReadonlyMap<string, AttributeDefinition> {
  const attributes = new Map<string, AttributeDefinition>();
  for (const name of standardAttributes) attributes.set(name, { required: false, mutable: true });
  for (const attribute of schema) {
    const name = stringProperty(attribute, 'Name') ?? '';
    attributes.set(standardAttributes.includes(name) ? name : `custom:${name}`, {
      required: booleanProperty(attribute, 'Required') ?? false,
      mutable: booleanProperty(attribute, 'Mutable') ?? true,
    });
  }
  return attributes;
}

function toGroup({ properties, ref }: StackResource): GroupDefinition {
  assertKnownProperties(
    properties,
    ['Description', 'GroupName', 'Precedence', 'UserPoolId'],
    'AWS::Cognito::UserPoolGroup',
  );
  return {
    name: stringProperty(properties, 'GroupName') ?? ref,
    description: stringProperty(properties, 'Description'),
    precedence: numberProperty(properties, 'Precedence'),
  };
}
