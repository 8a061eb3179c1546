import { gql, type TypedDocumentNode } from '@apollo/client';
import type { Delivery, Subscription } from '../../../generated/types.ts';
import { operations } from '../../support/operations.ts';
import { createApolloClient, type ApolloTarget } from './createApolloClient.ts';
import { Queue } from './Queue.ts';

const onMessage: TypedDocumentNode<Subscription, Record<string, never>> = gql(operations.onMessage);

/** `onMessage` through an Apollo client of its own. */
export class ApolloListener {
  readonly deliveries = new Queue<Delivery>();
  /** What Apollo said when it gave the subscription up. */
  readonly ended = new Queue<unknown>();
  readonly #acknowledged = new Queue<true>();
  readonly #client: ReturnType<typeof createApolloClient>;
  #end: () => void = () => undefined;

  constructor(target: ApolloTarget) {
    this.#client = createApolloClient({ ...target, onAcknowledged: () => this.#acknowledged.push(true) });
    this.subscribe();
  }

  static async start(target: ApolloTarget): Promise<ApolloListener> {
    const listener = new ApolloListener(target);
    await listener.acknowledged();
    return listener;
  }

  /** Apollo does not do it by itself when the connection is lost. */
  subscribe(): void {
    const subscription = this.#client.subscribe({ query: onMessage }).subscribe({
      next: ({ data, error }) => {
        if (data?.onMessage) this.deliveries.push(data.onMessage);
        if (error) this.ended.push(error);
      },
      error: (error: unknown) => this.ended.push(error),
      complete: () => this.ended.push('complete'),
    });
    this.#end = () => subscription.unsubscribe();
  }

  async acknowledged(): Promise<void> {
    await this.#acknowledged.next();
  }

  stop(): void {
    this.#end();
  }
}
