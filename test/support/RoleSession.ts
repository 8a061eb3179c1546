import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Runtime } from 'messaging-local/start/Runtime.ts';
import type { GraphqlAnswer } from './post.ts';

export interface SignedAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

interface SignedPost {
  readonly service: string;
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody with the credentials of one of the stack's roles, and nothing else. */
export class RoleSession {
  readonly #runtime: Runtime;
  readonly roleArn: string;

  /** @param logicalId of the role in the template, with or without CloudFormation's eight digits */
  constructor(runtime: Runtime, logicalId: string) {
    const role = runtime.stack
      .resourcesOf('AWS::IAM::Role')
      .find((candidate) => candidate.logicalId.replace(/[0-9A-F]{8}$/, '') === logicalId);
    if (!role) throw new Error(`The stack has no role ${logicalId}.`);
    this.#runtime = runtime;
    this.roleArn = role.attributes['Arn'] ?? '';
  }

  /** A GraphQL request signed by the role; `now` is the signer's clock. */
  async request(query: string, variables: Readonly<Record<string, unknown>> = {}, now?: Date): Promise<GraphqlAnswer> {
    const body = JSON.stringify({ query, variables });
    const answer = await this.#post({ service: 'appsync', url: this.#runtime.graphqlUrl, body }, now);
    return answer.body;
  }

  /** A call of an AWS API, e.g. `DynamoDB_20120810.GetItem`. */
  call(service: string, target: string, input: Readonly<Record<string, unknown>>): Promise<SignedAnswer> {
    const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' };
    return this.#post({ service, url: this.#runtime.origin, body: JSON.stringify(input), headers });
  }

  async #post({ service, url, body, headers }: SignedPost, now?: Date): Promise<SignedAnswer> {
    const { credentials } = this.#runtime.iam.assumeRole(this.roleArn, 'test');
    const { region, clock } = this.#runtime;
    const signer = new SignatureV4({ service, region, sha256: Sha256, credentials });
    const { protocol, hostname, host, port, pathname } = new URL(url);
    const unsigned = new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      port: Number(port),
      path: pathname,
      headers: { 'content-type': 'application/json', ...headers, host },
      body,
    });
    const signed = await signer.sign(unsigned, { signingDate: now ?? new Date(clock.now()) });
    const response = await fetch(url, { method: 'POST', headers: signed.headers, body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}
