import type { SignInSession } from '../pool/createSessions.ts';
import type { User } from '../pool/User.ts';
import type { ClientDefinition } from '../template/PoolDefinition.ts';

/** The sign-in or refresh that tokens are issued for. */
export interface TokenRequest {
  readonly client: ClientDefinition;
  readonly user: User;
  readonly session: SignInSession;
  /** `TokenGeneration_Authentication` … */
  readonly triggerSource: string;
  readonly clientMetadata: Readonly<Record<string, string>>;
}
