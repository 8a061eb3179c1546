import type { Endpoints } from './Endpoints.ts';
import type { Environment, FetchResponse } from './Environment.ts';
import { asMessagingError, fromErrorEntry } from './fromErrorEntry.ts';
import { MessagingError } from './MessagingError.ts';

export interface Request {
  readonly document: string;
  readonly variables: unknown;
  /** Without a token, the request goes with the API key. */
  readonly token?: string | undefined;
}

export type Post = (request: Request) => Promise<Readonly<Record<string, unknown>>>;

/** The server's longest function ends after 20 s. */
const timeoutMs = 30_000;

interface Body {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly unknown[];
}

const toBody = (text: string): Body | undefined => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
};

/** `Retry-After` in seconds, as AppSync and WAF send it with 429. */
const toRetryAfterMs = ({ headers }: FetchResponse): number | undefined => {
  const seconds = Number(headers.get('retry-after') ?? undefined);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
};

const toData = async (response: FetchResponse): Promise<Readonly<Record<string, unknown>>> => {
  const body = toBody(await response.text());
  const context = { status: response.status, retryAfterMs: toRetryAfterMs(response) };
  const [error] = body?.errors ?? [];
  if (error !== undefined) throw fromErrorEntry(error, context);
  if (body?.data) return body.data;
  throw fromErrorEntry({ message: `The answer with status ${response.status} was not GraphQL.` }, context);
};

/** Sends one GraphQL request; gives `data`, or throws a `MessagingError`. */
export const createPost =
  (endpoints: Endpoints, { fetch, timers }: Pick<Environment, 'fetch' | 'timers'>): Post =>
  async ({ document, variables, token }) => {
    const authorization = token === undefined ? { 'x-api-key': endpoints.apiKey } : { authorization: token };
    const answer = fetch(endpoints.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query: document, variables }),
    }).then(toData);
    let cancel: () => void = () => undefined;
    const late = new Promise<never>((_, reject) => {
      cancel = timers.after(timeoutMs, () => {
        reject(new MessagingError('Network', `There was no answer within ${timeoutMs} ms.`));
      });
    });
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      throw asMessagingError(error);
    } finally {
      cancel();
    }
  };
