export interface Target {
  readonly graphqlUrl: string;
  /** An access or id token of the user pool. */
  readonly token: string;
}

interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly errorType: string; readonly errorInfo: unknown }[];
}

/** One GraphQL request by `fetch`; throws an error with `type` and `info` when it is refused. */
export async function request<Data>(
  { graphqlUrl, token }: Target,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { authorization: token, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Answer<Data>;
  const [error] = errors ?? [];
  if (error) throw Object.assign(new Error(error.message), { type: error.errorType, info: error.errorInfo });
  return data;
}
