/** Who sends a GraphQL request, by the authorization mode that let the request in. */
export type Caller = ApiKeyCaller | IamCaller | UserPoolCaller;

export interface ApiKeyCaller {
  readonly mode: 'API_KEY';
  readonly sourceIp: readonly string[];
}

export interface IamCaller {
  readonly mode: 'AWS_IAM';
  readonly sourceIp: readonly string[];
  readonly accountId: string;
  /** The role whose policies decide, e.g. `arn:aws:iam::000000000000:role/Messaging-SendMessageRole`. */
  readonly roleArn: string;
  /** `arn:aws:sts::…:assumed-role/<role>/<session>` */
  readonly userArn: string;
  /** `<role id>:<session name>` */
  readonly username: string;
}

export interface UserPoolCaller {
  readonly mode: 'AMAZON_COGNITO_USER_POOLS';
  readonly sourceIp: readonly string[];
  readonly sub: string;
  readonly username: string;
  readonly issuer: string;
  readonly groups: readonly string[] | null;
  /** The whole decoded token, id or access. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export type AuthorizationMode = Caller['mode'];
