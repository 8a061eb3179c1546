import { answerJson, type HttpAnswer, type HttpRequest, type Route } from '../server/listener/HttpExchange.ts';

export interface DrainableRoute {
  readonly route: Route;
  /** Passes the signed calls of functions, which the start itself needs. */
  open(route: Route): void;
  /** Passes everything. */
  admitClients(): void;
  /** Refuses new GraphQL requests and waits for those under way, so many milliseconds at most. */
  drain(timeoutMs: number): Promise<void>;
}

/**
 * 503 until the runtime is ready, and again for GraphQL while it stops. Then the calls of functions still pass, so that
 * what was begun can end.
 */
export function createDrainableRoute(): DrainableRoute {
  const underWay = new Set<Promise<HttpAnswer>>();
  let behind: Route | undefined;
  let admitted = false;
  let draining = false;

  async function pass(request: HttpRequest): Promise<HttpAnswer> {
    if (behind === undefined || (!admitted && !isFunctionCall(request))) return refuse('The runtime is starting.');
    if (request.path !== '/graphql') return behind(request);
    if (draining) return refuse('The runtime is stopping.');
    const answer = Promise.resolve(behind(request));
    underWay.add(answer);
    try {
      return await answer;
    } finally {
      underWay.delete(answer);
    }
  }

  return {
    route: pass,
    open: (route) => {
      behind = route;
    },
    admitClients: () => {
      admitted = true;
    },
    drain: async (timeoutMs) => {
      draining = true;
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([Promise.allSettled(underWay), timeout]);
      clearTimeout(timer);
    },
  };
}

function isFunctionCall({ path, headers }: HttpRequest): boolean {
  return path === '/' && headers['authorization']?.startsWith('AWS4-HMAC-SHA256') === true;
}

function refuse(message: string): HttpAnswer {
  return answerJson(503, { message }, { 'retry-after': '1' });
}
