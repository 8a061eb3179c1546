import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';
import { modPow } from './modPow.ts';

/** Whose password: its hash covers the pool's name (what follows `_` in its id) and the user's. */
export interface SrpIdentity {
  readonly poolName: string;
  readonly username: string;
}

/** The two sides' public values and the server's secret, of one sign-in. */
export interface SrpExchange {
  readonly clientPublic: bigint;
  readonly serverPublic: bigint;
  readonly serverSecret: bigint;
}

/** RFC 3526 group 15, as Cognito's clients have it. */
export const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
export const generator = 2n;

const multiplier = toBigInt(sha256(padded(prime), padded(generator)));

/** The SRP verifier of a password: all that is stored of it, next to the salt. */
export function toVerifier(identity: SrpIdentity, password: string, salt: bigint): bigint {
  const account = sha256(Buffer.from(`${identity.poolName}${identity.username}:${password}`));
  return modPow(generator, toBigInt(sha256(padded(salt), account)), prime);
}

/** Cognito's `B` for the client's `A`. */
export function startExchange(clientPublic: bigint, verifier: bigint): SrpExchange {
  const serverSecret = toBigInt(randomBytes(32));
  const serverPublic = (multiplier * verifier + modPow(generator, serverSecret, prime)) % prime;
  return { clientPublic, serverPublic, serverSecret };
}

/** The key that only who knows the password, or the verifier, comes to. */
export function toSessionKey({ clientPublic, serverPublic, serverSecret }: SrpExchange, verifier: bigint): Buffer {
  const scrambler = toBigInt(sha256(padded(clientPublic), padded(serverPublic)));
  const shared = modPow((clientPublic * modPow(verifier, scrambler, prime)) % prime, serverSecret, prime);
  return Buffer.from(hkdfSync('sha256', padded(shared), padded(scrambler), 'Caldera Derived Key', 16));
}

/** `PASSWORD_CLAIM_SIGNATURE` before Base64. */
export function toClaimSignature(
  key: Buffer,
  identity: SrpIdentity,
  claim: { readonly secretBlock: Buffer; readonly timestamp: string },
): Buffer {
  return createHmac('sha256', key)
    .update(identity.poolName)
    .update(identity.username)
    .update(claim.secretBlock)
    .update(claim.timestamp)
    .digest();
}

export function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** Two's complement of a positive number, as Java's `BigInteger.toByteArray` gives it. */
export function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
