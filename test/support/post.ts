import { MessagingError } from './MessagingError.ts';

export interface GraphqlAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly errorType?: string | null;
    readonly errorInfo?: unknown;
  }[];
}

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Sends one GraphQL request and gives the whole answer. */
export const post = async (
  graphqlUrl: string,
  { headers, query, variables = {} }: PostOptions,
): Promise<GraphqlAnswer> => {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphqlAnswer;
};

/** The value of a field, or its error thrown. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- JSON comes in here: the caller knows what
export const valueOf = <Value>(answer: GraphqlAnswer, field: string): Value => {
  const [error] = answer.errors ?? [];
  if (error) throw new MessagingError(error.errorType ?? '', error.message, error.errorInfo);
  return answer.data?.[field] as Value;
};
