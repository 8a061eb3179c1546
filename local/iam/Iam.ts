export interface AccessRequest {
  readonly roleArn: string;
  /** e.g. `dynamodb:ConditionCheckItem` */
  readonly action: string;
  /** ARN of the table, index, GraphQL field, secret … */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Decision {
  readonly allowed: boolean;
  /** `explicitDeny` and `implicitDeny` are worded differently in AWS's message. */
  readonly reason: 'allowed' | 'explicitDeny' | 'implicitDeny';
}

/** Temporary credentials of a role's session, as Lambda and AppSync get them from STS. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface Session {
  readonly credentials: SessionCredentials;
  readonly roleArn: string;
  readonly sessionName: string;
}

/** The roles of the template: who may do what, and whose signature is whose. */
export interface Iam {
  decide(request: AccessRequest): Decision;
  /** Credentials for a session of the role. */
  assumeRole(roleArn: string, sessionName: string): Session;
  session(accessKeyId: string): Session | undefined;
  /** `iam:` usage so far, per role: used, granted and never used, denied. */
  report(): readonly RoleUsage[];
}

export interface RoleUsage {
  readonly roleArn: string;
  readonly used: readonly { action: string; resource: string; count: number }[];
  readonly unused: readonly { action: string; resource: string }[];
  readonly denied: readonly { action: string; resource: string; count: number }[];
}
