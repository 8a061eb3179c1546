import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { JWK } from 'jose';
import type { PersistentMap } from '../../storage/PersistentMap.ts';

/** The pool's RSA key, made at its first start. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** For what has to be the same each time and cannot be foretold by others. */
  readonly secret: Buffer;
  /** As the pool's JWKS shows it. */
  readonly publicJwk: JWK;
}

export interface StoredKey {
  readonly kid: string;
  readonly privateJwk: JsonWebKey;
}

export function createSigningKey(stored: PersistentMap<StoredKey>): SigningKey {
  const { kid, privateJwk } = stored.get('signing') ?? generate(stored);
  const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const secret = createHash('sha256')
    .update(`simulation ${privateJwk.d ?? ''}`)
    .digest();
  return { kid, privateKey, publicKey, secret, publicJwk: { kid, alg: 'RS256', use: 'sig', kty: 'RSA', n, e } };
}

function generate(stored: PersistentMap<StoredKey>): StoredKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const key = { kid: randomBytes(32).toString('base64'), privateJwk: privateKey.export({ format: 'jwk' }) };
  stored.set('signing', key);
  return key;
}
