import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolClient,
  UserPool,
  UserPoolOperation,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { endpointSecretName } from './endpointSecretName.ts';
import { triggers, type FunctionShape, type TriggerName } from './functions.ts';
import { MessagingFunction } from './MessagingFunction.ts';
import type { Storage } from './Storage.ts';

/** How long an id or access token is good: AppSync cannot revoke one, so this bounds P8 for plain reads. */
const tokenMinutes = 30;
const refreshTokenDays = 30;

const operations: Readonly<Record<TriggerName, UserPoolOperation>> = {
  preSignUp: UserPoolOperation.PRE_SIGN_UP,
  postConfirmation: UserPoolOperation.POST_CONFIRMATION,
};

/** Who people are: the user pool, its two app clients, its triggers, and the secret of the confidential client. */
export class Accounts extends Construct {
  readonly userPool: UserPool;
  /** For frontends that sign in straight at the user pool. */
  readonly webClient: UserPoolClient;
  /** Holds `clientId` and `clientSecret` of the client through which the backend calls Cognito. */
  readonly serverClientSecret: CfnSecret;

  /** Under it usernames are reserved: never rotated, and kept with the tables. */
  readonly #usernameKey: CfnSecret;
  readonly #triggers = new Map<TriggerName, MessagingFunction>();

  constructor(scope: Construct, id: string, { storage }: { storage: Storage }) {
    super(scope, id);
    this.#usernameKey = this.#createUsernameKey();
    this.userPool = this.#createUserPool();
    for (const name of Object.keys(triggers) as TriggerName[]) this.#addTrigger(name, storage);
    this.webClient = this.userPool.addClient('WebClient', {
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.minutes(tokenMinutes),
      idTokenValidity: Duration.minutes(tokenMinutes),
      refreshTokenValidity: Duration.days(refreshTokenDays),
      disableOAuth: true,
    });
    this.serverClientSecret = this.#createServerClient();
  }

  /** The role of a trigger. */
  triggerRole(name: TriggerName): IRole {
    const role = this.#triggers.get(name)?.function.role;
    if (!role) throw new Error(`The trigger ${name} has no role.`);
    return role;
  }

  /** Statements and variables of a function that speaks with Cognito, or reserves names. */
  rightsOf(shape: FunctionShape) {
    const { isServerClient, userPoolActions } = shape;
    const names = this.#nameRightsOf(shape);
    const secretArn = this.serverClientSecret.ref;
    const { userPoolArn, userPoolId } = this.userPool;
    return {
      statements: [
        ...names.statements,
        ...(isServerClient
          ? [new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] })]
          : []),
        ...(userPoolActions ? [new PolicyStatement({ actions: [...userPoolActions], resources: [userPoolArn] })] : []),
      ],
      environment: {
        ...names.environment,
        ...(isServerClient && { SERVER_CLIENT_SECRET_ID: secretArn }),
        ...(userPoolActions && { USER_POOL_ID: userPoolId }),
      },
    };
  }

  #nameRightsOf({ knowsUsernames }: FunctionShape) {
    if (!knowsUsernames) return { statements: [], environment: {} };
    const secretArn = this.#usernameKey.ref;
    return {
      statements: [new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] })],
      environment: { USERNAME_KEY_SECRET_ID: secretArn },
    };
  }

  #createUsernameKey(): CfnSecret {
    const key = new CfnSecret(this, 'UsernameKey', {
      description: 'Key of the HMAC under which the messaging backend reserves usernames. Never rotate or delete it.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return key;
  }

  #createUserPool(): UserPool {
    return new UserPool(this, 'UserPool', {
      selfSignUpEnabled: true,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // Codes for a new password go there: a token alone must not change it (docs/decisions/sessions.md).
      standardAttributes: { email: { required: true, mutable: false } },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 8,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: false,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  #addTrigger(name: TriggerName, storage: Storage): void {
    const shape: FunctionShape = triggers[name];
    const { statements, environment: names } = this.#nameRightsOf(shape);
    const environment = { ...names, ...(shape.endsSessions && { ENDPOINT_SECRET_ID: endpointSecretName() }) };
    const trigger = new MessagingFunction(this, name, { name, shape, storage, environment, statements });
    this.userPool.addTrigger(operations[name], trigger.function);
    this.#triggers.set(name, trigger);
  }

  /** The L1 client, because the L2 one fetches its secret through a custom resource. */
  #createServerClient(): CfnSecret {
    const client = new CfnUserPoolClient(this, 'ServerClient', {
      userPoolId: this.userPool.userPoolId,
      generateSecret: true,
      explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      preventUserExistenceErrors: 'ENABLED',
      accessTokenValidity: tokenMinutes,
      idTokenValidity: tokenMinutes,
      refreshTokenValidity: refreshTokenDays,
      tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' },
      enableTokenRevocation: true,
    });
    return new CfnSecret(this, 'ServerClientSecret', {
      description: 'Id and secret of the app client through which the messaging backend calls Cognito.',
      secretString: Fn.sub('{"clientId":"${ClientId}","clientSecret":"${ClientSecret}"}', {
        ClientId: client.ref,
        ClientSecret: client.attrClientSecret,
      }),
    });
  }
}
