import type { IncomingMessage } from 'node:http';

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';

  constructor(maxBytes: number) {
    super(`The request body is larger than ${maxBytes} bytes.`);
  }
}

/** Most clients do not look for an answer before they have sent everything: so much is read and thrown away for them. */
const drainedBodies = 4;

/** The body as text. Throws BodyTooLargeError, after reading past the limit for a while, without keeping what it reads. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes * drainedBodies) throw new BodyTooLargeError(maxBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const part = Buffer.from(toBytes(chunk));
    bytes += part.length;
    if (bytes > maxBytes * drainedBodies) throw new BodyTooLargeError(maxBytes);
    if (bytes > maxBytes) chunks.length = 0;
    else chunks.push(part);
  }
  if (bytes > maxBytes) throw new BodyTooLargeError(maxBytes);
  return Buffer.concat(chunks).toString('utf8');
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError('A request without an encoding is read as bytes.');
}
