/**
 * A document with the types of its variables and of its result. The brands are those of Amplify's generator, so that
 * Amplify's `client.graphql` infers both; see GeneratedQuery in @aws-amplify/api-graphql.
 */
export type GeneratedQuery<Variables, Result> = string & {
  __generatedQueryInput: Variables;
  __generatedQueryOutput: Result;
};

export type GeneratedMutation<Variables, Result> = string & {
  __generatedMutationInput: Variables;
  __generatedMutationOutput: Result;
};

export type GeneratedSubscription<Variables, Result> = string & {
  __generatedSubscriptionInput: Variables;
  __generatedSubscriptionOutput: Result;
};
