import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../base/Clock.ts';
import type { Iam, Session } from './Iam.ts';

/** An HTTP request as it came over the wire. */
export interface SignedRequest {
  readonly method: string;
  /** As sent, percent-encoding included. */
  readonly path: string;
  /** Without `?`; empty where there is none. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Verification {
  readonly service: string;
  readonly region: string;
  readonly clock: Clock;
  readonly iam: Pick<Iam, 'session'>;
}

export interface SignatureRefusal {
  readonly code: string;
  readonly message: string;
}

export type Verified = { readonly session: Session } | { readonly refusal: SignatureRefusal };

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const signingAlgorithm = 'AWS4-HMAC-SHA256';
const skewMinutes = 5;

/**
 * Verifies the header form of Signature Version 4 and says whose session signed.
 * The refusal's code is the exception's name, its message AWS's text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(request: SignedRequest, verification: Verification): Verified {
  const headers = withLowerCaseNames(request.headers);
  const header = headers['authorization'];
  if (header === undefined) return refused('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const authorization = parseAuthorization(header);
  if (typeof authorization === 'string') return refused('IncompleteSignatureException', authorization);
  const timestamp = headers['x-amz-date'] ?? '';
  const fault = scopeFault(authorization, { ...verification, timestamp }) ?? timeFault(timestamp, verification.clock);
  if (fault !== undefined) return refused('InvalidSignatureException', fault);
  const session = verification.iam.session(authorization.accessKeyId);
  if (session === undefined || headers['x-amz-security-token'] !== session.credentials.sessionToken) {
    return refused('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  const expected = signatureOf({ ...request, headers }, authorization, session.credentials.secretAccessKey);
  if (!isEqual(expected, authorization.signature) || !isBodyHashTrue(headers, request.body)) {
    return refused(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return { session };
}

function refused(code: string, message: string): Verified {
  return { refusal: { code, message } };
}

function withLowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function parseAuthorization(header: string): Authorization | string {
  const [algorithm, ...rest] = header.trim().split(/\s+/);
  if (algorithm !== signingAlgorithm) return `Authorization header requires '${signingAlgorithm}'.`;
  const parameters = new Map(
    rest
      .join('')
      .split(',')
      .map((part): [string, string] => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
  for (const name of ['Credential', 'Signature', 'SignedHeaders']) {
    if (!parameters.get(name)) return `Authorization header requires '${name}' parameter. Authorization=${header}`;
  }
  const credential = parseCredential(parameters.get('Credential') ?? '');
  if (typeof credential === 'string') return credential;
  const signedHeaders = (parameters.get('SignedHeaders') ?? '').split(';');
  return { ...credential, signedHeaders, signature: parameters.get('Signature') ?? '' };
}

function parseCredential(text: string): Omit<Authorization, 'signedHeaders' | 'signature'> | string {
  const [accessKeyId, date, region, service, terminator, ...more] = text.split('/');
  const isWhole = accessKeyId && date && region && service && terminator === 'aws4_request' && more.length === 0;
  return isWhole
    ? { accessKeyId, date, region, service }
    : `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${text}'`;
}

function scopeFault(
  { date, region, service, signedHeaders }: Authorization,
  expected: { service: string; region: string; timestamp: string },
): string | undefined {
  if (region !== expected.region) return `Credential should be scoped to a valid region, not '${region}'. `;
  if (service !== expected.service) return `Credential should be scoped to correct service: '${expected.service}'. `;
  if (date !== expected.timestamp.slice(0, 8)) {
    return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${expected.timestamp.slice(0, 8)}', from '${expected.timestamp}'.`;
  }
  const unsigned = ['host', 'x-amz-date'].find((name) => !signedHeaders.includes(name));
  return unsigned && `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`;
}

function timeFault(timestamp: string, clock: Clock): string | undefined {
  const signedAt = epochMilliseconds(timestamp);
  if (signedAt === undefined) return `Date must be in ISO-8601 'basic format'. Got '${timestamp}'.`;
  const now = clock.now();
  const skew = skewMinutes * 60_000;
  if (signedAt < now - skew) {
    return `Signature expired: ${timestamp} is now earlier than ${basicFormat(now - skew)} (${basicFormat(now)} - ${skewMinutes} min.)`;
  }
  if (signedAt > now + skew) {
    return `Signature not yet current: ${timestamp} is still later than ${basicFormat(now + skew)} (${basicFormat(now)} + ${skewMinutes} min.)`;
  }
  return undefined;
}

function epochMilliseconds(basic: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(basic);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function basicFormat(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, '');
}

function signatureOf(request: SignedRequest, authorization: Authorization, secretAccessKey: string): string {
  const { date, region, service } = authorization;
  const scope = `${date}/${region}/${service}/aws4_request`;
  const canonicalHash = sha256(canonicalRequest(request, authorization.signedHeaders));
  const toSign = [signingAlgorithm, request.headers['x-amz-date'], scope, canonicalHash].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString('hex');
}

function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const headerLines = signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`,
  );
  return [
    request.method.toUpperCase(),
    request.path.split('/').map(percentEncode).join('/') || '/',
    canonicalQuery(request.query),
    headerLines.join(''),
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
}

function canonicalQuery(query: string): string {
  const pairs = [...new URLSearchParams(query)].map(
    ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`,
  );
  return pairs.sort().join('&');
}

function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function isBodyHashTrue(headers: Readonly<Record<string, string>>, body: string): boolean {
  const claimed = headers['x-amz-content-sha256'];
  return claimed === undefined || claimed === sha256(body);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function isEqual(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}
