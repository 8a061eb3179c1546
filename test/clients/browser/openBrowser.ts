import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { chromium, type Browser } from 'playwright-core';
import { findChromium, installChromium } from './findChromium.ts';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium that takes the runtime's certificate, and no other that it does not know. */
export async function openBrowser(runtime: { origin: string; caCertificate: string }): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error(`There is no Chromium: run \`${installChromium}\`, or name one in CHROMIUM_PATH.`);
  }
  const args = [...quiet, `--ignore-certificate-errors-spki-list=${await spkiOf(runtime)}`];
  return chromium.launch({ executablePath, args });
}

/** The hash of the public key of the certificate that the runtime shows. */
async function spkiOf({ origin, caCertificate }: { origin: string; caCertificate: string }): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port), servername: hostname, ca: caCertificate });
  await once(socket, 'secureConnect');
  const spki = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
  socket.destroy();
  if (spki === undefined) throw new Error('The runtime shows no certificate.');
  return createHash('sha256').update(spki).digest('base64');
}
