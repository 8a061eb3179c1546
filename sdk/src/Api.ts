import * as documents from './generated/documents.ts';
import { MessagingError } from './MessagingError.ts';
import type { Post } from './post.ts';

type Documents = typeof documents;

/** Every field of the API that a person may ask for, but for the subscription. */
export type FieldName = Exclude<keyof Documents, 'onMessage'>;

type VariablesOf<Document> = Document extends { __generatedQueryInput: infer Variables }
  ? Variables
  : Document extends { __generatedMutationInput: infer Variables }
    ? Variables
    : never;

type ResultOf<Document> = Document extends { __generatedQueryOutput: infer Result }
  ? Result
  : Document extends { __generatedMutationOutput: infer Result }
    ? Result
    : never;

/** The arguments of a field as one object. A single argument `input` is unpacked. */
export type Arguments<Name extends FieldName> =
  VariablesOf<Documents[Name]> extends { input: infer Input } ? Input : VariablesOf<Documents[Name]>;

type ValueIn<Result, Name> = Name extends keyof Result ? Result[Name] : never;

/** What a field answers, with the selection of `sdk/operations`. */
export type Value<Name extends FieldName> = ValueIn<ResultOf<Documents[Name]>, Name>;

type IsOptional<Args> = Args extends Record<string, never> ? true : Partial<Args> extends Args ? true : false;

/** One method for each field of the schema, with the field's name, arguments and result. */
export type Api = {
  readonly [Name in FieldName]: IsOptional<Arguments<Name>> extends true
    ? (args?: Arguments<Name>) => Promise<Value<Name>>
    : (args: Arguments<Name>) => Promise<Value<Name>>;
};

/** Fields that are called with the API key, by people who are not signed in. */
const anonymous: ReadonlySet<string> = new Set<FieldName>([
  'registerUser',
  'confirmUser',
  'resendConfirmationCode',
  'authenticateUser',
  'refreshSession',
  'forgotPassword',
  'confirmForgotPassword',
]);

/** Where calls get their token, and where a refused token is reported. */
export interface TokenSource {
  /** @throws MessagingError `Unauthorized` when nobody is signed in */
  token(): Promise<string>;
  /** Another token than this one, which was refused. */
  renew(refused: string): Promise<string>;
  /** Ends the session when the error says that it is over. */
  onRefused(error: MessagingError, token: string): Promise<void>;
}

/** AppSync's own refusal of a token: it expired, or the clock of the device is wrong. */
const isStale = (error: unknown): boolean =>
  error instanceof MessagingError && error.type === 'Unauthorized' && error.status === 401;

const withToken = async <Answer>(tokens: TokenSource, send: (token: string) => Promise<Answer>): Promise<Answer> => {
  let token = await tokens.token();
  try {
    return await send(token).catch(async (error: unknown) => {
      if (!isStale(error)) throw error;
      token = await tokens.renew(token);
      return send(token);
    });
  } catch (error) {
    if (error instanceof MessagingError) await tokens.onRefused(error, token);
    throw error;
  }
};

const names = Object.keys(documents).filter((name): name is FieldName => name !== 'onMessage');

export const createApi = (post: Post, tokens: TokenSource): Api => {
  const call = async (name: FieldName, args: unknown = {}): Promise<unknown> => {
    const document = documents[name];
    const variables = document.includes('($input:') ? { input: args } : args;
    const send = (token?: string) => post({ document, variables, token });
    const data = anonymous.has(name) ? await send() : await withToken(tokens, send);
    return data[name];
  };
  // The types follow from the documents, of which this is the only reader.
  return Object.fromEntries(names.map((name) => [name, (args?: unknown) => call(name, args)])) as unknown as Api;
};
