import { ApolloLink } from '@apollo/client';
import { CONTROL_EVENTS_KEY } from 'aws-appsync-subscription-link';
import { filter } from 'rxjs';

/**
 * Tells when a subscription is live: from then on nothing is missed, so then is the time to ask `checkMessages`. AppSync's
 * link says so in a result of its own, which the cache would take for a message.
 */
export function createAcknowledgementLink(onAcknowledged: () => void): ApolloLink {
  return new ApolloLink((operation, forward) => {
    operation.setContext({ controlMessages: { [CONTROL_EVENTS_KEY]: true } });
    return forward(operation).pipe(
      filter(({ extensions }) => {
        if (extensions?.['controlMsgType'] === undefined) return true;
        onAcknowledged();
        return false;
      }),
    );
  });
}
