import { WebSocket } from 'ws';
import type { Fetch, Signal, Signals, Socket, SocketConstructor, SocketEvent } from '../../../sdk/src/core.ts';

/** Chances per request or frame, from 0 to 1. */
export interface Rates {
  /** The request never reaches the server. */
  readonly lostRequest: number;
  /** The server acts, and its answer is lost. */
  readonly lostAnswer: number;
  /** 500, 503 or 429 instead of an answer. */
  readonly refused: number;
  readonly slow: number;
  /** A frame with a message is dropped, as AppSync does above its rates. */
  readonly lostFrame: number;
}

/** A number from 0 to below 1. */
export type Draw = () => number;

export const calm: Rates = { lostRequest: 0, lostAnswer: 0, refused: 0, slow: 0, lostFrame: 0 };

const refusal = (status: number) => ({
  status,
  headers: { get: (name: string) => (status === 429 && name === 'retry-after' ? '0' : null) },
  text: () => Promise.resolve('Not now.'),
});

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The network of one device: loses, delays and cuts by a seed. */
export class FaultyNetwork {
  rates = calm;
  readonly #random: Draw;
  readonly #sockets = new Set<WebSocket>();
  readonly #listeners = new Set<(signal: Signal) => void>();
  #isOnline = true;

  constructor(random: Draw) {
    this.#random = random;
  }

  readonly fetch: Fetch = async (url, init) => {
    const { lostRequest, lostAnswer, refused, slow } = this.rates;
    if (this.#isCut() || this.#happens(lostRequest)) throw new TypeError('fetch failed');
    if (this.#happens(refused)) return refusal([500, 503, 429][Math.floor(this.#random() * 3)] ?? 503);
    if (this.#happens(slow)) await pause(this.#random() * 60);
    const answer = await fetch(url, init);
    const text = await answer.text();
    if (this.#isCut() || this.#happens(lostAnswer)) throw new TypeError('terminated');
    return { status: answer.status, headers: answer.headers, text: () => Promise.resolve(text) };
  };

  readonly signals: Signals = {
    isOnline: () => this.#isOnline,
    subscribe: (listener) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };

  get WebSocket(): SocketConstructor {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the class below has a `this` of its own
    const network = this;
    return class implements Socket {
      readonly #socket: WebSocket;

      constructor(url: string, protocols: string[]) {
        this.#socket = new WebSocket(url, protocols);
        network.#sockets.add(this.#socket);
        this.#socket.on('error', () => undefined);
        this.#socket.on('close', () => network.#sockets.delete(this.#socket));
        if (!network.#isOnline) this.#socket.terminate();
      }

      send(data: string): void {
        if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(data);
      }

      close(): void {
        this.#socket.terminate();
      }

      addEventListener(type: SocketEvent['type'], listener: (event: SocketEvent) => void): void {
        if (type === 'message') {
          this.#socket.on('message', (data: Buffer) => {
            const text = data.toString();
            if (text.includes('"type":"data"') && network.#happens(network.rates.lostFrame)) return;
            listener({ type, data: text });
          });
        } else this.#socket.on(type as 'open', () => listener({ type }));
      }
    };
  }

  cut(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (!isOnline) this.cut();
    for (const listener of this.#listeners) listener(isOnline ? 'online' : 'offline');
  }

  #isCut(): boolean {
    return !this.#isOnline;
  }

  #happens(chance: number): boolean {
    return this.#random() < chance;
  }
}
