/**
 * Prices of AWS in us-east-1, in dollars, before tax and free tiers. As published, date uncertain: no price list was asked.
 * Change them here; `npm run cost` and `npm run docs` do the rest.
 */
export const prices = {
  /** A query, a mutation, or the start of a subscription. https://aws.amazon.com/appsync/pricing/ */
  appsyncOperation: 4 / 1_000_000,
  /** 5 KB of a real-time update to one subscriber. The same page. */
  appsyncDelivery: 2 / 1_000_000,
  /** On demand, since November 2024. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  dynamodbReadUnit: 0.125 / 1_000_000,
  dynamodbWriteUnit: 0.625 / 1_000_000,
  /** https://aws.amazon.com/lambda/pricing/ */
  lambdaInvocation: 0.2 / 1_000_000,
  /** On arm64, which the functions run on. The same page. */
  lambdaGigabyteSecond: 0.000_013_333_4,
} as const;

/** What a laptop cannot measure, so it is assumed: how long a function takes on AWS, and with how much memory. */
export const assumed = {
  functionMilliseconds: 50,
  functionMegabytes: 512,
} as const;
