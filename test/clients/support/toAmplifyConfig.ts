import type { ResourcesConfig } from 'aws-amplify';
import { parseAmplifyConfig } from 'aws-amplify/utils';

export type AmplifyOutputs = Parameters<typeof parseAmplifyConfig>[0];

/** What an application does with the runtime's `amplify_outputs.json`: the file has no place for the user pool's address. */
export function toAmplifyConfig(outputs: AmplifyOutputs, userPoolEndpoint: string): ResourcesConfig {
  const config = parseAmplifyConfig(outputs);
  const cognito = config.Auth?.Cognito;
  if (cognito === undefined) throw new Error('amplify_outputs.json has no auth.');
  cognito.userPoolEndpoint = userPoolEndpoint;
  return config;
}
