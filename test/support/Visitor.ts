import { randomBytes } from 'node:crypto';
import type { AuthSession, RegisterUserInput, RegisterUserResult } from '../../generated/types.ts';
import type { Endpoints } from './Endpoints.ts';
import { operations } from './operations.ts';
import { Person } from './Person.ts';
import { post, valueOf, type GraphqlAnswer } from './post.ts';

/** A username that nobody else in the suite has. */
export const freshUsername = (name: string): string => `${name.toLowerCase()}-${randomBytes(6).toString('hex')}`;

export const aPassword = 'Correct-Horse-7';

/** Somebody who is not signed in: has the API key and nothing else. */
export class Visitor {
  readonly #endpoints: Endpoints;

  constructor(endpoints: Endpoints) {
    this.#endpoints = endpoints;
  }

  registerUser(input: Partial<RegisterUserInput> & { username: string }): Promise<RegisterUserResult> {
    const email = `${input.username}@example.com`;
    return this.#run('registerUser', { input: { password: aPassword, email, ...input } });
  }

  confirmUser(username: string, code: string): Promise<boolean> {
    return this.#run('confirmUser', { input: { username, code } });
  }

  resendConfirmationCode(username: string): Promise<boolean> {
    return this.#run('resendConfirmationCode', { username });
  }

  authenticateUser(username: string, password: string = aPassword): Promise<AuthSession> {
    return this.#run('authenticateUser', { input: { username, password } });
  }

  refreshSession(refreshToken: string): Promise<AuthSession> {
    return this.#run('refreshSession', { refreshToken });
  }

  forgotPassword(username: string): Promise<boolean> {
    return this.#run('forgotPassword', { username });
  }

  confirmForgotPassword(username: string, code: string, newPassword: string): Promise<boolean> {
    return this.#run('confirmForgotPassword', { input: { username, code, newPassword } });
  }

  codeFor(username: string): Promise<string> {
    return this.#endpoints.codeFor(username);
  }

  /** Registers with the mailed code and signs in, as everybody does. */
  async joins(name: string): Promise<Person> {
    const username = freshUsername(name);
    await this.registerUser({ username, displayName: name });
    await this.confirmUser(username, await this.codeFor(username));
    return this.signsIn(username);
  }

  async signsIn(username: string, password: string = aPassword): Promise<Person> {
    const session = await this.authenticateUser(username, password);
    return new Person(this.#endpoints, { username, password, session });
  }

  /** Any request with the API key; gives the whole answer. */
  request(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<GraphqlAnswer> {
    return post(this.#endpoints.graphqlUrl, { headers: { 'x-api-key': this.#endpoints.apiKey }, query, variables });
  }

  async #run<Value>(name: keyof typeof operations, variables: Readonly<Record<string, unknown>>): Promise<Value> {
    return valueOf(await this.request(operations[name], variables), name);
  }
}
