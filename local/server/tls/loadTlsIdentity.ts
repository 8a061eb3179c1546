import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { PersistentMap } from '../../storage/PersistentMap.ts';
import { issueAuthority, issueServerCertificate, type CertifiedKey } from './issueCertificate.ts';

/** PEM texts. */
export interface TlsIdentity {
  /** What a client has to trust. It stays the same for as long as the data folder does. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

// macOS and iOS refuse server certificates that live longer than 825 days: https://support.apple.com/en-us/103769
const serverDays = 397;
const renewalMs = 30 * 86_400_000;

/**
 * The runtime's own authority and its certificate for loopback names, made at the first start and kept.
 * Certificates follow the machine's clock, not the runtime's: those who check them do.
 */
export function loadTlsIdentity(kept: PersistentMap<CertifiedKey>): TlsIdentity {
  const authority = kept.get('authority');
  const server = kept.get('server');
  if (authority === undefined || endsSoon(authority)) return renewAll(kept);
  if (server === undefined || endsSoon(server)) return renewServer(kept, authority);
  return { authority: authority.certificate, ...server };
}

function renewAll(kept: PersistentMap<CertifiedKey>): TlsIdentity {
  const { certificate, key } = issueAuthority(`Messaging local runtime ${new Date().toISOString().slice(0, 19)}`);
  kept.set('authority', { certificate, key });
  return renewServer(kept, { certificate, key });
}

function renewServer(kept: PersistentMap<CertifiedKey>, authority: CertifiedKey): TlsIdentity {
  const privateKey = createPrivateKey(authority.key);
  const commonName = new X509Certificate(authority.certificate).subject.replace(/^CN=/, '');
  const issuer = { commonName, privateKey, publicKey: createPublicKey(privateKey) };
  const server = issueServerCertificate(issuer, serverDays);
  kept.set('server', server);
  return { authority: authority.certificate, ...server };
}

function endsSoon({ certificate }: CertifiedKey): boolean {
  return Date.parse(new X509Certificate(certificate).validTo) - Date.now() < renewalMs;
}
