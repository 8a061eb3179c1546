/** Documents as strings with the brand of Amplify's generator: `client.graphql` infers variables and results. */
export * from '../generated/documents.ts';
export type * from '../generated/operations.ts';
