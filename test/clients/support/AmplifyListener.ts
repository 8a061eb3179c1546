import { generateClient, type Client, type GraphQLSubscription } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import type { Message, Subscription } from '../../../generated/types.ts';
import { operations } from '../../support/operations.ts';
import { Queue } from './Queue.ts';

/** `onMessage` through Amplify, as the person who is signed in. */
export class AmplifyListener {
  readonly messages = new Queue<Message>();
  /** One for each acknowledged start: also those after a reconnection. */
  readonly acknowledged = new Queue<true>();
  readonly #end: () => void;

  constructor(client: Pick<Client, 'graphql'> = generateClient(), query: string = operations.onMessage) {
    const forget = Hub.listen('api', ({ payload }) => {
      if (payload.event === 'Subscription ack') this.acknowledged.push(true);
    });
    const observable = client.graphql<GraphQLSubscription<Subscription>>({ query });
    const subscription = observable.subscribe({
      next: ({ data }) => {
        if (data.onMessage) this.messages.push(data.onMessage.message);
      },
      error: (error: unknown) => {
        this.messages.fail(new Error(`Amplify gave the subscription up: ${JSON.stringify(error)}`));
        this.acknowledged.fail(new Error(`Amplify gave the subscription up: ${JSON.stringify(error)}`));
      },
    });
    this.#end = () => {
      forget();
      subscription.unsubscribe();
    };
  }

  static async start(...options: ConstructorParameters<typeof AmplifyListener>): Promise<AmplifyListener> {
    const listener = new AmplifyListener(...options);
    await listener.acknowledged.next();
    return listener;
  }

  stop(): void {
    this.#end();
  }
}
