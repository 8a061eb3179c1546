import type { ClientSettings } from './findClientSettings.ts';

export interface AmplifyTarget {
  readonly graphqlUrl: string;
  readonly region: string;
  readonly settings: ClientSettings;
}

/**
 * `amplify_outputs.json` as Amplify Gen 2 reads it. The file has no member for a user-pool endpoint other than AWS's:
 * an application adds `Auth.Cognito.userPoolEndpoint` by itself.
 * https://github.com/aws-amplify/amplify-backend/blob/main/packages/client-config/src/client-config-schema/schema_v1.4.json
 */
export function toAmplifyOutputs({ graphqlUrl, region, settings }: AmplifyTarget): Record<string, unknown> {
  return {
    version: '1.4',
    auth: {
      aws_region: region,
      user_pool_id: settings.userPoolId,
      user_pool_client_id: settings.webClientId,
      username_attributes: [],
      user_verification_types: ['email'],
    },
    data: {
      aws_region: region,
      url: graphqlUrl,
      api_key: settings.apiKey,
      default_authorization_type: settings.defaultAuthorizationMode,
      authorization_types: settings.additionalAuthorizationModes,
    },
  };
}
