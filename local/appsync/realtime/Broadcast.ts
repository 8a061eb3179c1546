import type { GraphqlApi, SubscriptionEvents } from '../api/run/GraphqlApi.ts';
import { FilterIndex } from './FilterIndex.ts';
import { toDataFrame } from './protocol.ts';
import type { OnRealtimeLog } from './RealtimeLog.ts';
import type { Subscription } from './Subscription.ts';

/** 240 KB: https://docs.aws.amazon.com/general/latest/gr/appsync.html */
const maxPayloadBytes = 245_760;

interface Delivery {
  readonly subscriptions: readonly Subscription[];
  readonly toFrame: (id: string) => string;
}

/** Subscriptions that get equal payloads. */
type Selection = readonly [Subscription, ...Subscription[]];

/** Takes what mutations publish to the open subscriptions. */
export class Broadcast implements SubscriptionEvents {
  readonly #api: GraphqlApi;
  readonly #onLog: OnRealtimeLog;
  readonly #messages = new Map<string, FilterIndex<Subscription>>();
  readonly #invalidations = new Map<string, FilterIndex<Subscription>>();
  #written: Promise<void> = Promise.resolve();

  constructor(api: GraphqlApi, onLog: OnRealtimeLog) {
    this.#api = api;
    this.#onLog = onLog;
  }

  add(subscription: Subscription): void {
    const { accepted, filters } = subscription;
    indexOf(this.#messages, accepted.field).add(subscription, filters.messages);
    if (filters.invalidations !== null) {
      indexOf(this.#invalidations, accepted.field).add(subscription, filters.invalidations);
    }
  }

  delete(subscription: Subscription): void {
    this.#messages.get(subscription.accepted.field)?.delete(subscription);
    this.#invalidations.get(subscription.accepted.field)?.delete(subscription);
  }

  /**
   * Who gets the message is decided at once; the payloads of several publishes are made side by side and written in
   * the order of the publishes. AppSync promises no order (https://github.com/aws/aws-appsync-community/issues/374).
   */
  onMutationResult(mutationField: string, result: unknown, requestId: string): void {
    const deliveries = this.#api
      .listeners(mutationField)
      .flatMap((field) => bySelection(this.#matching(this.#messages.get(field), result)))
      .map((subscriptions) => this.#prepare(subscriptions, result, requestId));
    this.#written = this.#writeAfter(this.#written, deliveries);
  }

  /** AppSync ends the subscription and closes its connection; the frames that it sends are unconfirmed. */
  onInvalidation(subscriptionField: string, payload: Record<string, unknown>): void {
    const matching = this.#matching(this.#invalidations.get(subscriptionField), payload);
    if (matching.length > 0) this.#onLog({ event: 'invalidated', field: subscriptionField, count: matching.length });
    for (const subscription of matching) subscription.invalidate();
  }

  /** Resolves when everything published so far has been written. */
  async idle(): Promise<void> {
    await this.#written;
  }

  async #writeAfter(earlier: Promise<void>, deliveries: readonly Promise<Delivery | null>[]): Promise<void> {
    const ready = (await Promise.all(deliveries)).filter((delivery) => delivery !== null);
    await earlier;
    for (const { subscriptions, toFrame } of ready) {
      for (const subscription of subscriptions) subscription.send(toFrame(subscription.id));
    }
  }

  /** One payload for subscriptions of one selection; null when there is nothing to send. */
  async #prepare(subscriptions: Selection, result: unknown, requestId: string): Promise<Delivery | null> {
    const { accepted } = subscriptions[0];
    const line = { field: accepted.field, count: subscriptions.length, requestId };
    try {
      const { data, errors } = await accepted.project(result);
      // What AppSync sends here is unconfirmed; Amplify's and Apollo's clients drop such a frame without a word.
      if (data === null) return null;
      const json = JSON.stringify({ data, errors });
      const bytes = Buffer.byteLength(json);
      if (bytes > maxPayloadBytes) {
        this.#onLog({ event: 'payloadTooLarge', ...line, detail: `${bytes} of ${maxPayloadBytes} bytes` });
        return null;
      }
      this.#onLog({ event: 'delivered', ...line, bytes });
      return { subscriptions, toFrame: toDataFrame(json) };
    } catch (error) {
      this.#onLog({
        event: 'projectionFailed',
        ...line,
        detail: error instanceof Error ? error.message : String(error),
      });
      return null;
    }
  }

  #matching(index: FilterIndex<Subscription> | undefined, message: unknown): readonly Subscription[] {
    const matching: Subscription[] = [];
    for (const [subscription, filter] of index?.candidates(message) ?? []) {
      try {
        if (filter.matches(message)) matching.push(subscription);
      } catch (error) {
        this.#fail(subscription, error);
      }
    }
    return matching;
  }

  #fail(subscription: Subscription, error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    this.#onLog({ event: 'fault', field: subscription.accepted.field, detail: message });
    subscription.fail({ errorType: name, message });
  }
}

function bySelection(subscriptions: readonly Subscription[]): readonly Selection[] {
  const selections = new Map<string, [Subscription, ...Subscription[]]>();
  for (const subscription of subscriptions) {
    const same = selections.get(subscription.accepted.selectionKey);
    if (same === undefined) selections.set(subscription.accepted.selectionKey, [subscription]);
    else same.push(subscription);
  }
  return [...selections.values()];
}

function indexOf(indexes: Map<string, FilterIndex<Subscription>>, field: string): FilterIndex<Subscription> {
  const index = indexes.get(field) ?? new FilterIndex<Subscription>();
  indexes.set(field, index);
  return index;
}
