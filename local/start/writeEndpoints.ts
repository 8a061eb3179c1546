import type { DataFolder } from '../storage/openDataFolder.ts';
import type { Endpoints } from './Endpoints.ts';
import type { Runtime } from './Runtime.ts';
import { toAmplifyOutputs } from './toAmplifyOutputs.ts';

/** Writes what clients read: `ca.pem`, `amplify_outputs.json`, and last `endpoints.json`. */
export function writeEndpoints(runtime: Runtime, folder: DataFolder): Endpoints {
  const { graphqlUrl, realtimeUrl, apiKey, region, userPoolId, webClientId, mailUrl, demoUsers } = runtime;
  const endpoints: Endpoints = {
    graphqlUrl,
    realtimeUrl,
    apiKey,
    region,
    userPoolId,
    webClientId,
    userPoolEndpoint: runtime.origin,
    mailUrl,
    caCertPath: folder.write('ca.pem', runtime.caCertificate),
    demoUsers,
  };
  const amplify = toAmplifyOutputs({ graphqlUrl, region, settings: runtime.clientSettings });
  folder.write('amplify_outputs.json', `${JSON.stringify(amplify, undefined, 2)}\n`);
  folder.write('endpoints.json', `${JSON.stringify(endpoints, undefined, 2)}\n`);
  return endpoints;
}
