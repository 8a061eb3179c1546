import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { StackResource } from '../../template/Stack.ts';
import type { ClientDefinition } from './PoolDefinition.ts';
import {
  assertKnownProperties,
  booleanProperty,
  numberProperty,
  recordProperty,
  stringListProperty,
  stringProperty,
  type Properties,
} from './templateProperties.ts';

const type = 'AWS::Cognito::UserPoolClient';

/** The OAuth settings have an effect only on the hosted pages, which need a domain, which is refused. */
const knownProperties = [
  'AccessTokenValidity',
  'AllowedOAuthFlows',
  'AllowedOAuthFlowsUserPoolClient',
  'AllowedOAuthScopes',
  'AuthSessionValidity',
  'CallbackURLs',
  'ClientName',
  'DefaultRedirectURI',
  'EnableTokenRevocation',
  'ExplicitAuthFlows',
  'GenerateSecret',
  'IdTokenValidity',
  'LogoutURLs',
  'PreventUserExistenceErrors',
  'ReadAttributes',
  'RefreshTokenRotation',
  'RefreshTokenValidity',
  'SupportedIdentityProviders',
  'TokenValidityUnits',
  'UserPoolId',
  'WriteAttributes',
];

/** Flows of a client that names none: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
const defaultFlows = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

const secondsOfUnit: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

export function loadClientDefinition(resource: StackResource): ClientDefinition {
  const { properties } = resource;
  assertSupported(properties);
  return {
    id: resource.ref,
    name: stringProperty(properties, 'ClientName') ?? resource.logicalId,
    poolId: stringProperty(properties, 'UserPoolId') ?? '',
    secret: toSecret(resource),
    authFlows: new Set(toAuthFlows(properties)),
    accessTokenSeconds: toSeconds(properties, 'AccessToken', 3_600),
    idTokenSeconds: toSeconds(properties, 'IdToken', 3_600),
    refreshTokenSeconds: toSeconds(properties, 'RefreshToken', 30 * 86_400),
    challengeSeconds: 60 * (numberProperty(properties, 'AuthSessionValidity') ?? 3),
    hidesUsers: stringProperty(properties, 'PreventUserExistenceErrors') === 'ENABLED',
    readAttributes: toSet(stringListProperty(properties, 'ReadAttributes')),
    writeAttributes: toSet(stringListProperty(properties, 'WriteAttributes')),
  };
}

function assertSupported(properties: Properties): void {
  assertKnownProperties(properties, knownProperties, type);
  if (booleanProperty(properties, 'EnableTokenRevocation') === false) {
    throw new UnsupportedFeatureError(`EnableTokenRevocation false of ${type}`);
  }
  if (stringProperty(recordProperty(properties, 'RefreshTokenRotation'), 'Feature') === 'ENABLED') {
    throw new UnsupportedFeatureError(`RefreshTokenRotation of ${type}`);
  }
  const provider = stringListProperty(properties, 'SupportedIdentityProviders')?.find((name) => name !== 'COGNITO');
  if (provider !== undefined) throw new UnsupportedFeatureError(`the identity provider ${provider}`);
}

function toSecret({ properties, attributes, logicalId }: StackResource): string | undefined {
  if (booleanProperty(properties, 'GenerateSecret') !== true) return undefined;
  const secret = attributes['ClientSecret'];
  if (secret === undefined) throw new Error(`The user pool client ${logicalId} has no ClientSecret.`);
  return secret;
}

/** The names from before the `ALLOW_` prefix cannot be mixed with it; they are not supported here. */
function toAuthFlows(properties: Properties): readonly string[] {
  const flows = stringListProperty(properties, 'ExplicitAuthFlows') ?? defaultFlows;
  const legacy = flows.find((flow) => !flow.startsWith('ALLOW_'));
  if (legacy !== undefined) throw new UnsupportedFeatureError(`ExplicitAuthFlows ${legacy} of ${type}`);
  return flows;
}

function toSeconds(properties: Properties, token: string, fallback: number): number {
  const validity = numberProperty(properties, `${token}Validity`);
  if (validity === undefined || validity === 0) return fallback;
  const defaultUnit = token === 'RefreshToken' ? 'days' : 'hours';
  const unit = stringProperty(recordProperty(properties, 'TokenValidityUnits'), token) ?? defaultUnit;
  const seconds = secondsOfUnit[unit];
  if (seconds === undefined) throw new Error(`TokenValidityUnits ${unit} is none of seconds, minutes, hours, days.`);
  return validity * seconds;
}

function toSet(list: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return list === undefined ? undefined : new Set(list);
}
