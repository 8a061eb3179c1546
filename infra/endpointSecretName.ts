import { Aws, Fn } from 'aws-cdk-lib';

/**
 * Under which the triggers of the user pool find the address of the API. With the id of the stack, because a deleted
 * secret keeps its name for days: a stack that is made again must not meet it.
 */
export const endpointSecretName = (): string =>
  Fn.join('-', ['MessagingEndpoint', Fn.select(2, Fn.split('/', Aws.STACK_ID))]);
