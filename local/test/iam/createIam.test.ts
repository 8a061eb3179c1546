import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIam } from '../../iam/createIam.ts';
import { evaluateStatements } from '../../iam/evaluateStatements.ts';
import { matchesPattern } from '../../iam/matchesPattern.ts';
import { toStatements } from '../../iam/toStatements.ts';
import { aRole, roleArn, stackOf, tableArn } from '../gate/stackOf.ts';
import { decisions } from './decisions.ts';

const users = tableArn('Users');
const allow = (Action: unknown, Resource: unknown = users, more: Record<string, unknown> = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const ask = (role: string, action: string, resource = users) => ({ roleArn: roleArn(role), action, resource });

describe('evaluateStatements', () => {
  it.each(decisions)('$why: $expected', ({ statements, request, expected }) => {
    const decision = evaluateStatements(toStatements({ Statement: statements }, 'Test'), request);

    expect(decision).toMatchObject({ reason: expected, allowed: expected === 'allowed' });
  });

  it('never lets an allow outweigh a deny, in any order', () => {
    const statement = fc.constantFrom(
      allow('dynamodb:*', '*'),
      allow('dynamodb:GetItem'),
      { ...allow('dynamodb:GetItem'), Effect: 'Deny' },
      { ...allow('s3:*', '*'), Effect: 'Deny' },
    );
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1 }), (statements) => {
        const request = { action: 'dynamodb:GetItem', resource: users };
        const { reason } = evaluateStatements(toStatements({ Statement: statements }, 'Test'), request);
        const isDenied = statements.some((one) => one.Effect === 'Deny' && one.Action === 'dynamodb:GetItem');
        const isAllowed = statements.some((one) => one.Effect === 'Allow');

        expect(reason).toBe(isDenied ? 'explicitDeny' : isAllowed ? 'allowed' : 'implicitDeny');
      }),
    );
  });
});

describe('matchesPattern', () => {
  it('matches a text by every pattern made from it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 3 }), fc.nat(2))), (parts) => {
        const text = parts.map(([part]) => part).join('');
        const wild = (part: string, kind: number) => (kind === 0 ? '*' : kind === 1 ? '?'.repeat(part.length) : part);

        expect(matchesPattern(parts.map(([part, kind]) => wild(part, kind)).join(''), text)).toBe(true);
      }),
    );
  });

  it('takes a text without wildcards for itself alone', () => {
    const plain = fc.string().filter((text) => !/[*?]/.test(text));
    fc.assert(
      fc.property(plain, plain, (pattern, text) => {
        expect(matchesPattern(pattern, text)).toBe(pattern === text);
      }),
    );
  });
});

describe('createIam', () => {
  it('decides by inline, attached and managed policies together', () => {
    const policy = (type: string, action: string, holder: Record<string, unknown>) => ({
      logicalId: `${action.slice(9)}Policy`,
      type,
      properties: { ...holder, PolicyDocument: { Statement: [allow(action)] } },
    });
    const iam = createIam(
      stackOf(
        aRole('Sender', allow('dynamodb:PutItem')),
        policy('AWS::IAM::Policy', 'dynamodb:GetItem', { Roles: ['Sender'] }),
        policy('AWS::IAM::ManagedPolicy', 'dynamodb:Query', { Roles: ['Sender'] }),
        policy('AWS::IAM::RolePolicy', 'dynamodb:UpdateItem', { RoleName: 'Sender' }),
        policy('AWS::IAM::Policy', 'dynamodb:Scan', { Roles: ['Other'] }),
      ),
    );
    const allowed = (operation: string) => iam.decide(ask('Sender', `dynamodb:${operation}`)).allowed;

    expect(['PutItem', 'GetItem', 'Query', 'UpdateItem', 'Scan'].map(allowed)).toEqual([true, true, true, true, false]);
  });

  it('knows what AWSLambdaBasicExecutionRole grants', () => {
    const arn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    const role = { ...aRole('Sender'), properties: { ManagedPolicyArns: [arn] } };
    const iam = createIam(stackOf(role));

    expect(iam.decide(ask('Sender', 'logs:PutLogEvents', 'arn:aws:logs:us-east-1:000000000000:x')).allowed).toBe(true);
    expect(iam.decide(ask('Sender', 'dynamodb:GetItem')).allowed).toBe(false);
  });

  it('puts the caller’s role into every request’s context', () => {
    const Condition = { ArnEquals: { 'aws:PrincipalArn': roleArn('Sender') } };
    const iam = createIam(
      stackOf(aRole('Sender', allow('*', '*', { Condition })), aRole('Other', allow('*', '*', { Condition }))),
    );

    expect(iam.decide(ask('Sender', 'dynamodb:GetItem')).allowed).toBe(true);
    expect(iam.decide(ask('Other', 'dynamodb:GetItem')).allowed).toBe(false);
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'the condition operator IpAddress',
      allow('*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    ],
    ['the condition key aws:SourceVpc', allow('*', '*', { Condition: { StringEquals: { 'aws:SourceVpc': 'x' } } })],
    ['policy variables (arn:aws:s3:::${aws:username}', allow('*', 'arn:aws:s3:::${aws:username}')],
  ])('refuses %s by name', (feature, statement) => {
    expect(() => createIam(stackOf(aRole('Sender', statement)))).toThrow(`does not support ${feature}`);
  });

  it('refuses managed policies and boundaries that it does not know, by name', () => {
    const withProperties = (properties: Record<string, unknown>) => stackOf({ ...aRole('Sender'), properties });

    expect(() =>
      createIam(withProperties({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] })),
    ).toThrow('the managed policy arn:aws:iam::aws:policy/AdministratorAccess of role Sender');
    expect(() => createIam(withProperties({ PermissionsBoundary: 'arn:x' }))).toThrow(
      'the permissions boundary of role Sender',
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['Effect is neither Allow nor Deny', { ...allow('*'), Effect: 'allow' }],
    ['a statement needs either Action or NotAction', { Effect: 'Allow', Resource: '*' }],
    ['a statement needs either Resource or NotResource', { ...allow('*'), NotResource: '*' }],
    ['GetItem is not an action', allow('GetItem')],
    ['Users is not in ARN format', allow('*', 'Users')],
    ['a statement of a role’s policy has no Principal'.replace('’', "'"), { ...allow('*'), Principal: '*' }],
  ])('refuses a malformed policy: %s', (why, statement) => {
    expect(() => createIam(stackOf(aRole('Sender', statement)))).toThrow(`Policy Sender/Inline is malformed: ${why}.`);
  });

  it('refuses to decide for a role that the stack does not have', () => {
    expect(() => createIam(stackOf()).decide(ask('Nobody', 'dynamodb:GetItem'))).toThrow(
      `no role ${roleArn('Nobody')}`,
    );
  });

  it('gives a session credentials by which it is found again', () => {
    const iam = createIam(stackOf(aRole('Sender', allow('*'))));
    const session = iam.assumeRole(roleArn('Sender'), 'sendMessage');

    expect(iam.session(session.credentials.accessKeyId)).toBe(session);
    expect(iam.assumeRole(roleArn('Sender'), 'sendMessage')).toBe(session);
    expect(iam.assumeRole(roleArn('Sender'), 'other').credentials).not.toEqual(session.credentials);
    expect(iam.session('ASIAUNKNOWN')).toBeUndefined();
  });

  it('reports what was used, what was granted and never used, and what was denied', () => {
    const iam = createIam(
      stackOf(aRole('Sender', allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [users, tableArn('Groups')]))),
    );
    iam.decide(ask('Sender', 'dynamodb:GetItem'));
    iam.decide(ask('Sender', 'dynamodb:GetItem'));
    iam.decide(ask('Sender', 'dynamodb:PutItem', tableArn('Groups')));
    iam.decide(ask('Sender', 'dynamodb:Scan'));

    expect(iam.report()).toEqual([
      {
        roleArn: roleArn('Sender'),
        used: [
          { action: 'dynamodb:GetItem', resource: users, count: 2 },
          { action: 'dynamodb:PutItem', resource: tableArn('Groups'), count: 1 },
        ],
        unused: [
          { action: 'dynamodb:GetItem', resource: tableArn('Groups') },
          { action: 'dynamodb:PutItem', resource: users },
        ],
        denied: [{ action: 'dynamodb:Scan', resource: users, count: 1 }],
      },
    ]);
  });
});
