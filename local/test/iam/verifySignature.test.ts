import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { verifySignature, type SignedRequest } from '../../iam/verifySignature.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const session = {
  credentials: { accessKeyId: 'ASIATEST', secretAccessKey: 'secret', sessionToken: 'token' },
  roleArn: 'arn:aws:iam::000000000000:role/Sender',
  sessionName: 'sendMessage',
};
const verification = {
  service: 'dynamodb',
  region: 'us-east-1',
  clock: { now: () => NOW },
  iam: { session: (id: string) => (id === 'ASIATEST' ? session : undefined) },
};

interface Options {
  service?: string;
  region?: string;
  at?: number;
  path?: string;
  query?: Record<string, string>;
  credentials?: Partial<typeof session.credentials>;
}

async function signed(options: Options = {}): Promise<SignedRequest> {
  const signer = new SignatureV4({
    service: options.service ?? 'dynamodb',
    region: options.region ?? 'us-east-1',
    credentials: { ...session.credentials, ...options.credentials },
    sha256: Sha256,
  });
  const request = new HttpRequest({
    method: 'POST',
    protocol: 'http:',
    hostname: 'localhost',
    port: 20002,
    path: options.path ?? '/',
    query: options.query ?? {},
    headers: { host: 'localhost:20002', 'x-amz-target': 'DynamoDB_20120810.GetItem', 'x-spaced': ' a   b ' },
    body: '{"a":"ü"}',
  });
  const { headers } = await signer.sign(request, { signingDate: new Date(options.at ?? NOW) });
  const query = new URLSearchParams(options.query ?? {}).toString();
  return { method: 'POST', path: options.path ?? '/', query, headers, body: '{"a":"ü"}' };
}

const refusal = (code: string, message: string | RegExp) => ({
  refusal: { code, message: typeof message === 'string' ? message : (expect.stringMatching(message) as string) },
});
const mismatch = refusal('InvalidSignatureException', /^The request signature we calculated does not match/);

describe('verifySignature', () => {
  it('names the session that signed', async () => {
    expect(verifySignature(await signed(), verification)).toEqual({ session });
  });

  it('accepts what the signer makes of paths, queries and a four-minute skew', async () => {
    const request = await signed({ path: '/graphql/connect', query: { b: '2 3', a: 'ü*' }, at: NOW - 4 * 60_000 });

    expect(verifySignature(request, verification)).toEqual({ session });
  });

  it('accepts header names in any case', async () => {
    const request = await signed();
    const headers = Object.fromEntries(Object.entries(request.headers).map(([n, v]) => [n.toUpperCase(), v]));

    expect(verifySignature({ ...request, headers }, verification)).toEqual({ session });
  });

  it('refuses a signature older than five minutes', async () => {
    const request = await signed({ at: NOW - 301_000 });

    expect(verifySignature(request, verification)).toEqual(
      refusal(
        'InvalidSignatureException',
        'Signature expired: 20260301T115459Z is now earlier than 20260301T115500Z (20260301T120000Z - 5 min.)',
      ),
    );
  });

  it('refuses a signature from the future', async () => {
    const request = await signed({ at: NOW + 301_000 });

    expect(verifySignature(request, verification)).toEqual(
      refusal(
        'InvalidSignatureException',
        'Signature not yet current: 20260301T120501Z is still later than 20260301T120500Z (20260301T120000Z + 5 min.)',
      ),
    );
  });

  it('refuses an unknown access key and a foreign session token alike', async () => {
    const invalid = refusal('UnrecognizedClientException', 'The security token included in the request is invalid.');

    expect(verifySignature(await signed({ credentials: { accessKeyId: 'AKIAX' } }), verification)).toEqual(invalid);
    expect(verifySignature(await signed({ credentials: { sessionToken: 'x' } }), verification)).toEqual(invalid);
  });

  it('refuses a wrong secret', async () => {
    expect(verifySignature(await signed({ credentials: { secretAccessKey: 'no' } }), verification)).toEqual(mismatch);
  });

  it('refuses a changed body, method, path, query or signed header', async () => {
    const request = await signed();
    const changes: Partial<SignedRequest>[] = [
      { body: '{"a":"b"}' },
      { method: 'GET' },
      { path: '/x' },
      { query: 'a=b' },
      { headers: { ...request.headers, 'x-amz-target': 'DynamoDB_20120810.PutItem' } },
      { headers: { ...request.headers, 'x-amz-content-sha256': '0'.repeat(64) } },
    ];

    for (const change of changes) expect(verifySignature({ ...request, ...change }, verification)).toEqual(mismatch);
  });

  it('refuses a scope of another region or service', async () => {
    expect(verifySignature(await signed({ region: 'eu-west-1' }), verification)).toEqual(
      refusal('InvalidSignatureException', /valid region, not 'eu-west-1'/),
    );
    expect(verifySignature(await signed({ service: 'secretsmanager' }), verification)).toEqual(
      refusal('InvalidSignatureException', /correct service: 'dynamodb'/),
    );
  });

  it('refuses requests without a whole Authorization header', async () => {
    const request = await signed();
    const withAuthorization = (authorization: string) => ({
      ...request,
      headers: { ...request.headers, authorization },
    });

    expect(verifySignature({ ...request, headers: {} }, verification)).toEqual(
      refusal('MissingAuthenticationTokenException', 'Missing Authentication Token'),
    );
    for (const header of [
      'Bearer x',
      'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request',
      'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=1',
    ]) {
      expect(verifySignature(withAuthorization(header), verification)).toMatchObject({
        refusal: { code: 'IncompleteSignatureException' },
      });
    }
  });
});
