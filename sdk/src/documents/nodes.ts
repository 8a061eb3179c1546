/** Typed document nodes for Apollo, urql and graphql-request: variables and results are inferred. */
export * from '../generated/documentNodes.ts';
export type * from '../generated/operations.ts';
