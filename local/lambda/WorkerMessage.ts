/** How a handler, or the loading of it, failed. */
export interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: string;
}

/** What `worker.mjs` posts. After `fault` the worker ends. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** The payload is JSON. */
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'threw'; readonly failure: Failure }
  | { readonly kind: 'fault'; readonly failure: Failure };

/** Types a worker's message. The only sender is `worker.mjs`. */
export function toWorkerMessage(message: unknown): WorkerMessage {
  return message as WorkerMessage;
}
