import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { PersistentMap } from '../../../storage/PersistentMap.ts';

/** Where a page ends, in a form that only the resolver or function which issued it can use. */
export interface PageTokens {
  issue(lastKey: unknown, issuer: string): string;
  /** Throws InvalidPageToken. */
  open(token: string, issuer: string): unknown;
}

export class InvalidPageToken extends Error {
  override readonly name = 'InvalidPageToken';
}

const signingAlgorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const tokenVersion = 3;

/** Encrypts tokens with a key that is kept: they outlive a restart, as AppSync's outlive everything. */
export function createPageTokens(kept: PersistentMap<string>): PageTokens {
  const key = Buffer.from(kept.get('key') ?? generateKey(kept), 'base64');
  return {
    issue: (lastKey, issuer) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(signingAlgorithm, key, nonce).setAAD(Buffer.from(issuer));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(lastKey)), cipher.final()]);
      const token = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
      return Buffer.from(JSON.stringify({ version: tokenVersion, token })).toString('base64');
    },
    open: (token, issuer) => {
      try {
        const bytes = fromBase64(toEnvelope(fromBase64(token).toString()).token);
        const decipher = createDecipheriv(signingAlgorithm, key, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        });
        decipher.setAAD(Buffer.from(issuer)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const opened = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
        return fromJson(opened.toString());
      } catch {
        throw new InvalidPageToken('Invalid pagination token given.');
      }
    },
  };
}

function generateKey(kept: PersistentMap<string>): string {
  const key = randomBytes(32).toString('base64');
  kept.set('key', key);
  return key;
}

/** Node's own decoder passes over what is no base64. */
function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new InvalidPageToken('Invalid pagination token given.');
  return bytes;
}

function toEnvelope(json: string): { readonly token: string } {
  return JSON.parse(json) as { readonly token: string };
}

function fromJson(json: string): unknown {
  return JSON.parse(json) as unknown;
}
