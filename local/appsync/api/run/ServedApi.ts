import type { GraphQLSchema } from 'graphql';
import type { Iam } from '../../../iam/Iam.ts';
import type { ApiConfiguration } from '../../identity/loadApiConfiguration.ts';
import type { ParsedDocument } from './parseDocument.ts';

/** What the parts of a served API share. */
export interface ServedApi {
  readonly configuration: ApiConfiguration;
  readonly executable: GraphQLSchema;
  readonly projection: GraphQLSchema;
  readonly listeners: ReadonlyMap<string, readonly string[]>;
  readonly parse: (query: string) => ParsedDocument | undefined;
  readonly iam: Iam;
}
