import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTemplate, type Template } from './loadTemplate.ts';
import { functionRights, sourceRights } from './rights.ts';
import { TemplateView } from './TemplateView.ts';

let template: Template;
let text: string;
let view: TemplateView;

beforeAll(async () => {
  ({ template, text } = await loadTemplate());
  view = new TemplateView(template);
});

const textOf = (value: unknown): string => JSON.stringify(value);

describe('the template', () => {
  it('has no errors for CloudFormation', () => {
    const folder = mkdtempSync(join(tmpdir(), 'messaging-'));
    const path = join(folder, 'template.json');
    writeFileSync(path, text);
    const engine = new RegoEngine();
    try {
      const { diagnostics } = engine.validateStandard(new TemplateFile(path), { severityLevel: 'ERROR' });
      expect(diagnostics.map(({ ruleId, entity, message }) => [ruleId, entity?.logicalId, message])).toEqual([]);
    } finally {
      engine.free();
      rmSync(folder, { recursive: true });
    }
  });

  it('takes at most half of the 1 MB that CloudFormation allows', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(524_288);
  });

  it('creates the parts of the API one at a time', () => {
    const parts = ['DataSource', 'FunctionConfiguration', 'Resolver'].flatMap((kind) =>
      view.ofType(`AWS::AppSync::${kind}`).map(([id]) => id),
    );
    const before = new Map(
      parts.map((id) => [
        id,
        [template.Resources[id]?.DependsOn ?? []].flat().filter((other) => parts.includes(other)),
      ]),
    );

    /** How many parts are created before one, through all that it depends on. */
    const countBefore = (id: string, seen = new Set<string>()): number => {
      for (const other of before.get(id) ?? []) {
        if (!seen.has(other)) countBefore(other, seen.add(other));
      }
      return seen.size;
    };
    expect(parts.map((id) => countBefore(id)).sort((one, other) => one - other)).toEqual(
      parts.map((_, index) => index),
    );
  });

  it('has no custom resources, and no function that is not the product’s', () => {
    const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));

    expect([...types].filter((type) => type.includes('Custom') || !type.startsWith('AWS::'))).toEqual([]);
    expect(
      view
        .functions()
        .map(([name]) => name)
        .sort(),
    ).toEqual(Object.keys(functionRights).sort());
  });

  it('tells a frontend what it needs', () => {
    const told = Object.keys(template.Outputs);

    expect(told).toEqual(
      expect.arrayContaining(['GraphqlUrl', 'ApiKey', 'ApiKeyExpiresAt', 'UserPoolId', 'WebClientId', 'Region']),
    );
    expect(textOf(template.Outputs)).not.toMatch(/Secret/);
  });

  it('keeps the logical ids of what holds state: another id is another table', () => {
    const stateful = ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient'];

    expect(stateful.flatMap((type) => view.ofType(type).map(([id]) => id)).sort()).toEqual([
      'AccountsServerClientABFB385C',
      'AccountsUserPool6BF6C5FA',
      'AccountsUserPoolWebClient852C7799',
      'StorageBlockedUsersA771684A',
      'StorageConversations8BA7E038',
      'StorageGroupMemberships0EAB7789',
      'StorageGroups99186FAF',
      'StorageMessagesEB8091F1',
      'StorageParticipants37D8734E',
      'StorageSendKeys48EF9653',
      'StorageUsernameReservations4B2456A2',
      'StorageUsers59A61EEB',
    ]);
    expect(view.ofType('AWS::AppSync::GraphQLApi').map(([id]) => id)).toEqual(['ApiGraphqlC5E83EDF']);
  });
});

describe('rights', () => {
  const ownLogs = (name: string) => [`logs:CreateLogStream ${name}.Logs`, `logs:PutLogEvents ${name}.Logs`];
  const traces = ['xray:PutTelemetryRecords *', 'xray:PutTraceSegments *'];

  it.each(Object.keys(functionRights))('of the function %s are those of the table', (name) => {
    const [, properties] = view.functions().find(([candidate]) => candidate === name) ?? [];

    expect(view.rightsOf(properties?.['Role'])).toEqual(
      [...(functionRights[name] ?? []), ...ownLogs(name), ...traces].sort(),
    );
  });

  it('of the data sources are those of the table, or to invoke the one function', () => {
    const sources = view.ofType('AWS::AppSync::DataSource').map(([, properties]) => properties);
    const rights = sources.map((source) => [
      source['Name'],
      source['ServiceRoleArn'] ? view.rightsOf(source['ServiceRoleArn']) : [],
    ]);
    const invoking = Object.keys(functionRights)
      .filter((name) => name !== 'preSignUp' && name !== 'postConfirmation')
      .map((name) => [name, [`lambda:InvokeFunction ${name}.Function`]]);
    const reading = Object.entries(sourceRights).map(([name, actions]) => [name, [...actions].sort()]);

    expect(Object.fromEntries(rights)).toEqual(Object.fromEntries([['none', []], ...reading, ...invoking]));
  });

  it('are never shared: every function and data source has a role of its own', () => {
    const roles = [
      ...view.functions().map(([, { Role }]) => Role),
      ...view.ofType('AWS::AppSync::DataSource').map(([, { ServiceRoleArn }]) => ServiceRoleArn),
    ].filter((role) => role !== undefined);

    expect(new Set(roles.map(textOf)).size).toBe(roles.length);
  });

  it('have no wildcard, but for traces, which X-Ray knows on no resource', () => {
    const wild = view
      .statements()
      .filter(({ statement }) => textOf([statement.Action, statement.Resource]).includes('*'))
      .map(({ statement: { Action, Resource } }) => ({ Action, Resource }));

    expect(wild).toHaveLength(view.functions().length);
    expect(new Set(wild.map(textOf))).toEqual(
      new Set([textOf({ Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' })]),
    );
  });

  it('hold no Scan, no denial and no managed policy', () => {
    expect(text).not.toContain('dynamodb:Scan');
    expect(text).not.toContain('ManagedPolicyArns');
    expect(view.ofType('AWS::IAM::ManagedPolicy')).toEqual([]);
    expect(view.statements().every(({ statement }) => statement.Effect === 'Allow')).toBe(true);
  });
});

describe('every function', () => {
  it('runs on Node 24 and ARM, traced, with a timeout', () => {
    for (const [name, properties] of view.functions()) {
      expect(properties, name).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        Timeout: expect.any(Number) as number,
        LoggingConfig: { LogGroup: expect.anything() as unknown },
      });
    }
  });

  it('has a log group of its own that forgets', () => {
    const groups = view.functions().map(([, { LoggingConfig }]) => textOf(LoggingConfig));

    expect(new Set(groups).size).toBe(groups.length);
    for (const [id, { RetentionInDays }] of view.ofType('AWS::Logs::LogGroup')) expect(RetentionInDays, id).toBe(30);
  });

  it('that is a trigger has five seconds and knows of no pool, and only the pool may call it', () => {
    for (const [name, { Timeout, Environment }] of view.functions()) {
      if (name !== 'preSignUp' && name !== 'postConfirmation') continue;
      expect(Timeout, name).toBe(5);
      expect(textOf(Environment ?? {}), name).not.toMatch(/UserPool|ClientSecret|Graphql/);
    }
    const permissions = view.ofType('AWS::Lambda::Permission').map(([, properties]) => properties);
    expect(permissions.map(({ FunctionName }) => view.nameOf(FunctionName)).sort()).toEqual([
      'postConfirmation.Function',
      'preSignUp.Function',
    ]);
    for (const { Principal, SourceArn } of permissions) {
      expect([Principal, view.nameOf(SourceArn)]).toEqual(['cognito-idp.amazonaws.com', 'UserPool']);
    }
  });
});

describe('the API', () => {
  it('knows people by their pool first, then keys and roles', () => {
    expect(view.only('AWS::AppSync::GraphQLApi')).toMatchObject({
      AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
      UserPoolConfig: { DefaultAction: 'ALLOW' },
      AdditionalAuthenticationProviders: [{ AuthenticationType: 'API_KEY' }, { AuthenticationType: 'AWS_IAM' }],
    });
  });

  it('limits how deep and how wide a query is', () => {
    expect(view.only('AWS::AppSync::GraphQLApi')).toMatchObject({ QueryDepthLimit: 20, ResolverCountLimit: 250 });
    expect(readFileSync('docs/limits.md', 'utf8')).toMatch(/\| Depth of a query, resolvers in it +\| 20, 250 +\|/);
  });

  it('logs errors without the contents of requests, and traces', () => {
    expect(view.only('AWS::AppSync::GraphQLApi')).toMatchObject({
      LogConfig: { FieldLogLevel: 'ERROR', ExcludeVerboseContent: true },
      XrayEnabled: true,
    });
  });

  it('has a key for nearly 365 days, and never for more', () => {
    const days = (Number(view.only('AWS::AppSync::ApiKey')['Expires']) * 1000 - Date.now()) / 86_400_000;

    expect(days).toBeGreaterThan(362);
    expect(days).toBeLessThanOrEqual(365);
  });

  it('runs JavaScript from file assets', () => {
    const codes = ['AWS::AppSync::Resolver', 'AWS::AppSync::FunctionConfiguration'].flatMap((type) =>
      view.ofType(type),
    );

    for (const [id, { Code, CodeS3Location, Runtime }] of codes) {
      expect(Code, id).toBeUndefined();
      expect(textOf(CodeS3Location), id).toMatch(/\.js/);
      expect(Runtime, id).toEqual({ Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' });
    }
  });
});

describe('accounts', () => {
  const clientOf = (part: string) => {
    const [, properties] = view.ofType('AWS::Cognito::UserPoolClient').find(([id]) => id.includes(part)) ?? [];
    return properties;
  };

  it('are made by their owners, with a mail address that is verified by a code', () => {
    expect(view.only('AWS::Cognito::UserPool')).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      AutoVerifiedAttributes: ['email'],
      Schema: [{ Name: 'email', Required: true, Mutable: false }],
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      UsernameConfiguration: { CaseSensitive: false },
      DeletionProtection: 'ACTIVE',
    });
  });

  it('have passwords of eight characters of three kinds', () => {
    expect(view.only('AWS::Cognito::UserPool')).toHaveProperty('Policies.PasswordPolicy', {
      MinimumLength: 8,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: false,
    });
  });

  it.each(['WebClient', 'ServerClient'])(
    'of the %s are not told apart from absent ones, nor signed in long',
    (part) => {
      expect(clientOf(part)).toMatchObject({
        PreventUserExistenceErrors: 'ENABLED',
        AccessTokenValidity: 30,
        IdTokenValidity: 30,
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes' },
      });
    },
  );

  it('sign in from frontends by SRP alone, without a secret', () => {
    expect(clientOf('WebClient')?.['ExplicitAuthFlows']).toEqual(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']);
    expect(clientOf('WebClient')).not.toHaveProperty('GenerateSecret', true);
  });

  it('sign in through the backend with a secret that only Secrets Manager tells', () => {
    expect(clientOf('ServerClient')).toMatchObject({
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    const [, secret] = view.ofType('AWS::SecretsManager::Secret').find(([id]) => id.includes('ServerClient')) ?? [];
    expect(secret).toHaveProperty('SecretString.Fn::Sub[0]');
    expect(text.match(/"ClientSecret"\s*\]/g)).toHaveLength(1);
  });
});

describe('the tables', () => {
  it('are nine, paid by use, restorable, and not deleted with the stack', () => {
    const tables = view.ofType('AWS::DynamoDB::Table');

    expect(tables).toHaveLength(9);
    for (const [id, properties] of tables) {
      expect(properties, id).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      });
      expect(view.resource(id)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('have a key for the names in them, which stays with them', () => {
    const [[id, key] = [], ...others] = view
      .ofType('AWS::SecretsManager::Secret')
      .filter(([name]) => name.includes('UsernameKey'));

    expect(others).toEqual([]);
    expect(key).toMatchObject({ GenerateSecretString: { PasswordLength: 64 } });
    expect(view.resource(id ?? '')).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(view.ofType('AWS::SecretsManager::RotationSchedule')).toEqual([]);
  });

  it('forget send keys alone', () => {
    const forgetting = view.ofType('AWS::DynamoDB::Table').filter(([, table]) => table['TimeToLiveSpecification']);

    expect(forgetting.map(([id, table]) => [id, table['TimeToLiveSpecification']])).toEqual([
      ['StorageSendKeys48EF9653', { AttributeName: 'expiresAt', Enabled: true }],
    ]);
  });

  it('have the keys of the design', () => {
    const keys = view
      .ofType('AWS::DynamoDB::Table')
      .map(([id, { KeySchema }]) => [
        id.slice('Storage'.length, -8),
        (KeySchema as readonly { AttributeName: string }[]).map(({ AttributeName }) => AttributeName),
      ]);

    expect(Object.fromEntries(keys)).toEqual({
      Users: ['userId'],
      UsernameReservations: ['usernameHash'],
      BlockedUsers: ['blockedId', 'blockerId'],
      Groups: ['groupId'],
      GroupMemberships: ['groupId', 'userId'],
      Conversations: ['conversationId'],
      Participants: ['userId', 'conversationId'],
      Messages: ['conversationId', 'seq'],
      SendKeys: ['senderId', 'clientMessageId'],
    });
  });
});
