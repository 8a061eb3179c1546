/** A user pool as the template defines it. */
export interface PoolDefinition {
  readonly logicalId: string;
  /** e.g. `us-east-1_AbCdEfGhI` */
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly passwordPolicy: PasswordPolicy;
  readonly caseSensitive: boolean;
  /** `AutoVerifiedAttributes` has `email`: codes are mailed at sign-up and when the address changes. */
  readonly verifiesEmail: boolean;
  /** `AliasAttributes` has `email`: a verified address signs in too, and belongs to one user. */
  readonly emailIsAlias: boolean;
  readonly recoversByEmail: boolean;
  readonly allowsSignUp: boolean;
  readonly attributes: ReadonlyMap<string, AttributeDefinition>;
  readonly triggers: Triggers;
  readonly mailSubject: string;
  readonly invitationSubject: string;
  readonly clients: readonly ClientDefinition[];
  readonly groups: readonly GroupDefinition[];
}

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordDays: number;
}

export interface AttributeDefinition {
  readonly required: boolean;
  readonly mutable: boolean;
}

export type TriggerName = 'PreSignUp' | 'PostConfirmation' | 'PreTokenGeneration';

/** Function ARNs. */
export type Triggers = Readonly<Partial<Record<TriggerName, string>>>;

export interface ClientDefinition {
  readonly id: string;
  readonly name: string;
  readonly poolId: string;
  readonly secret: string | undefined;
  /** `ALLOW_USER_SRP_AUTH` … */
  readonly authFlows: ReadonlySet<string>;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** How long a challenge waits for its answer. */
  readonly challengeSeconds: number;
  /** `PreventUserExistenceErrors` is `ENABLED`. */
  readonly hidesUsers: boolean;
  /** Absent: all of them. */
  readonly readAttributes: ReadonlySet<string> | undefined;
  readonly writeAttributes: ReadonlySet<string> | undefined;
}

export interface GroupDefinition {
  readonly name: string;
  readonly description: string | undefined;
  readonly precedence: number | undefined;
}
