import type { SignInSession } from '../pool/createSessions.ts';
import type { Pool } from '../pool/Pool.ts';
import type { User } from '../pool/User.ts';
import type { ClientDefinition } from '../template/PoolDefinition.ts';
import type { Input } from './readInput.ts';

export type Output = Record<string, unknown>;

/** An action that anybody may call who has the id of an app client. */
export type ClientAction = (call: ClientCall) => Output | Promise<Output>;

export interface ClientCall {
  readonly pool: Pool;
  readonly client: ClientDefinition;
  readonly input: Input;
}

/** An action of a signed-in user, by the access token. */
export type UserAction = (call: UserCall) => Output | Promise<Output>;

export interface UserCall extends ClientCall {
  readonly user: User;
  readonly session: SignInSession;
}

/** An action of a role that IAM has let through. */
export type AdminAction = (call: AdminCall) => Output | Promise<Output>;

export interface AdminCall {
  readonly pool: Pool;
  readonly input: Input;
}
