import type { Target } from './request.ts';

interface Frame {
  readonly type: string;
  readonly payload?: { readonly data?: unknown; readonly errors?: unknown };
}

export interface PlainSubscription {
  stop(): void;
  /** Resolves when the connection is gone. */
  readonly ended: Promise<void>;
}

/** Subscribes on a socket of its own. Resolves when the server has acknowledged; rejects when it refuses. */
export function subscribe(
  { graphqlUrl, token }: Target,
  query: string,
  onData: (data: unknown) => void,
): Promise<PlainSubscription> {
  const authorization = { host: new URL(graphqlUrl).host, Authorization: token };
  const header = btoa(JSON.stringify(authorization)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const socket = new WebSocket(`${graphqlUrl.replace(/^http/, 'ws')}/realtime`, ['graphql-ws', `header-${header}`]);
  const ended = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  const send = (frame: unknown): void => socket.send(JSON.stringify(frame));
  const start = { data: JSON.stringify({ query, variables: {} }), extensions: { authorization } };
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => send({ type: 'connection_init' }));
    socket.addEventListener('close', () => reject(new Error('The connection was closed.')));
    socket.addEventListener('message', ({ data }) => {
      const { type, payload } = JSON.parse(String(data)) as Frame;
      if (type === 'connection_ack') send({ id: crypto.randomUUID(), type: 'start', payload: start });
      if (type === 'start_ack') resolve({ stop: () => socket.close(1000), ended });
      if (type === 'data') onData(payload?.data);
      if (type === 'error' || type === 'connection_error') reject(new Error(JSON.stringify(payload?.errors)));
    });
  });
}
