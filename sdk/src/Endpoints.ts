/** Where a backend is. */
export interface Endpoints {
  readonly graphqlUrl: string;
  readonly realtimeUrl: string;
  readonly apiKey: string;
  readonly region?: string | undefined;
  readonly userPoolId?: string | undefined;
  readonly webClientId?: string | undefined;
  /** Of the user pool, for SRP. */
  readonly userPoolEndpoint?: string | undefined;
}

interface AmplifyOutputs {
  readonly data?: { readonly url?: unknown; readonly api_key?: unknown; readonly aws_region?: unknown };
  readonly auth?: { readonly user_pool_id?: unknown; readonly user_pool_client_id?: unknown };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const realtimeHost = /\.appsync-api\./;

/** On AWS the socket has a host of its own; locally, and at a custom domain, it is a path. */
export const toRealtimeUrl = (graphqlUrl: string): string => {
  const url = graphqlUrl.replace(/^http/i, 'ws');
  return realtimeHost.test(url) ? url.replace(realtimeHost, '.appsync-realtime-api.') : `${url}/realtime`;
};

const toUserPoolEndpoint = (region: string | undefined): string | undefined =>
  region && `https://cognito-idp.${region}.amazonaws.com/`;

/**
 * Reads the content of `endpoints.json`, or of `amplify_outputs.json`.
 *
 * @throws TypeError when there is no address or no API key in it
 */
export const toEndpoints = (content: unknown): Endpoints => {
  const { data = {}, auth = {}, ...own } = content as AmplifyOutputs & Readonly<Record<string, unknown>>;
  const graphqlUrl = text(own['graphqlUrl']) ?? text(data.url);
  const apiKey = text(own['apiKey']) ?? text(data.api_key);
  if (graphqlUrl === undefined || apiKey === undefined) {
    throw new TypeError('The settings need graphqlUrl and apiKey, or data.url and data.api_key.');
  }
  const region = text(own['region']) ?? text(data.aws_region);
  return {
    graphqlUrl,
    realtimeUrl: text(own['realtimeUrl']) ?? toRealtimeUrl(graphqlUrl),
    apiKey,
    region,
    userPoolId: text(own['userPoolId']) ?? text(auth.user_pool_id),
    webClientId: text(own['webClientId']) ?? text(auth.user_pool_client_id),
    userPoolEndpoint: text(own['userPoolEndpoint']) ?? toUserPoolEndpoint(region),
  };
};
