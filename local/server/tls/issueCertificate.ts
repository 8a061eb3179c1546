import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { der } from './der.ts';

export interface CertifiedKey {
  /** PEM */
  readonly certificate: string;
  /** PEM, PKCS #8 */
  readonly key: string;
}

interface Entity {
  readonly commonName: string;
  readonly publicKey: KeyObject;
}

interface Issue {
  readonly subject: Entity;
  readonly issuer: Entity & { readonly privateKey: KeyObject };
  readonly days: number;
  readonly extensions: readonly Buffer[];
}

const dayMs = 86_400_000;
const ecdsaWithSha256 = der.sequence(der.objectId('1.2.840.10045.4.3.2'));
const loopback = [Buffer.from([127, 0, 0, 1]), Buffer.concat([Buffer.alloc(15), Buffer.from([1])])];

/** An authority that is good for `localhost` and the loopback addresses only, so that trusting it risks nothing else. */
export function issueAuthority(commonName: string): CertifiedKey & { readonly privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const self = { commonName, publicKey, privateKey };
  const certificate = issue({
    subject: self,
    issuer: self,
    days: 3650,
    extensions: [
      extension('2.5.29.19', der.sequence(der.boolean(true), der.integer(Buffer.from([0]))), 'critical'),
      extension('2.5.29.15', der.bitString(Buffer.from([0b0000_0110]), 1), 'critical'),
      extension('2.5.29.30', der.sequence(der.explicit(0, ...permittedNames())), 'critical'),
      extension('2.5.29.14', der.octetString(keyIdOf(publicKey))),
    ],
  });
  return { certificate, key: toPem(privateKey), privateKey };
}

/** A server's certificate for `localhost`, 127.0.0.1 and ::1. */
export function issueServerCertificate(authority: Issue['issuer'], days: number): CertifiedKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = issue({
    subject: { commonName: 'localhost', publicKey },
    issuer: authority,
    days,
    extensions: [
      extension('2.5.29.15', der.bitString(Buffer.from([0b1000_0000]), 7), 'critical'),
      extension('2.5.29.37', der.sequence(der.objectId('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', der.sequence(...[dnsName(), ...loopback.map((address) => der.implicit(7, address))])),
      extension('2.5.29.35', der.sequence(der.implicit(0, keyIdOf(authority.publicKey)))),
    ],
  });
  return { certificate, key: toPem(privateKey) };
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function issue({ subject, issuer, days, extensions }: Issue): string {
  // Clients refuse a certificate that starts in their future, and clocks differ by minutes.
  const from = new Date(Date.now() - dayMs);
  const toBeSigned = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(randomBytes(16)),
    ecdsaWithSha256,
    toName(issuer.commonName),
    der.sequence(der.time(from), der.time(new Date(from.getTime() + (days + 1) * dayMs))),
    toName(subject.commonName),
    toPublicKeyInfo(subject.publicKey),
    der.explicit(3, der.sequence(...extensions)),
  );
  const signature = sign('sha256', toBeSigned, issuer.privateKey);
  const lines = der
    .sequence(toBeSigned, ecdsaWithSha256, der.bitString(signature))
    .toString('base64')
    .match(/.{1,64}/g);
  return ['-----BEGIN CERTIFICATE-----', ...(lines ?? []), '-----END CERTIFICATE-----', ''].join('\n');
}

function toName(commonName: string): Buffer {
  return der.sequence(der.set(der.sequence(der.objectId('2.5.4.3'), der.utf8String(commonName))));
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  const flag = critical === undefined ? [] : [der.boolean(true)];
  return der.sequence(der.objectId(id), ...flag, der.octetString(value));
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10: an address comes with its mask. */
function permittedNames(): readonly Buffer[] {
  const addresses = loopback.map((address) => Buffer.concat([address, Buffer.alloc(address.length, 0xff)]));
  return [dnsName(), ...addresses.map((address) => der.implicit(7, address))].map((name) => der.sequence(name));
}

function dnsName(): Buffer {
  return der.implicit(2, Buffer.from('localhost'));
}

function keyIdOf(publicKey: KeyObject): Buffer {
  return createHash('sha256').update(toPublicKeyInfo(publicKey)).digest().subarray(0, 20);
}

function toPublicKeyInfo(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' });
}

function toPem(privateKey: KeyObject): string {
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
