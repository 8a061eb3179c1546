import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that passed; what it asked is in `target` for Cognito and in `body` for GraphQL. */
export interface Passed {
  readonly path: string;
  readonly target: string;
  readonly body: string;
}

/** HTTP between a client and the runtime that loses answers: the effect has happened, and the client is not told. */
export class LossyProxy {
  readonly passed: Passed[] = [];
  readonly #server: Server;
  readonly #origin: URL;
  #lost: { left: number; text: string } = { left: 0, text: '' };

  private constructor(origin: string) {
    this.#origin = new URL(origin);
    this.#server = createServer((message, response) => {
      this.#pass(message, response).catch(() => message.socket.destroy());
    });
  }

  static async start(origin: string): Promise<LossyProxy> {
    const proxy = new LossyProxy(origin);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Cuts the connection in place of the next so many answers to requests that hold the text. */
  loseAnswers(count: number, text: string): void {
    this.#lost = { left: count, text };
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #pass(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(message);
    const { url: path = '/', method, headers } = message;
    this.passed.push({ path, target: String(headers['x-amz-target'] ?? ''), body });
    const onward = request({ host: '127.0.0.1', port: this.#origin.port, path, method, headers });
    onward.end(body);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    const answered = await textOf(answer);
    if (this.#lost.left > 0 && body.includes(this.#lost.text)) {
      this.#lost.left -= 1;
      message.socket.destroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 500, answer.headers).end(answered);
  }
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += String(chunk);
  return text;
}
