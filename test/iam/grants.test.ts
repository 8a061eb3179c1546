import { createIam } from 'messaging-local/iam/createIam.ts';
import type { Stack } from 'messaging-local/template/Stack.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionRights, sourceRights } from '../infra/rights.ts';
import { operations } from '../support/operations.ts';
import { RoleSession } from '../support/RoleSession.ts';
import { createNouns, openRoleBook, roleNameOf, type RolePage } from './RoleBook.ts';
import { startTour, type Tour } from './tour.ts';

const triggers = ['preSignUp', 'postConfirmation'];

/** Role by role what it does, by the hand-written tables that the template is held to. */
const expectedRights: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(functionRights).map(([name, rights]) => [`functions/${name}`, rights])),
  ...Object.fromEntries(Object.entries(sourceRights).map(([name, rights]) => [`sources/${name}`, rights])),
  ...Object.fromEntries(
    Object.keys(functionRights)
      .filter((name) => !triggers.includes(name))
      .map((name) => [`sources/${name}`, [`lambda:InvokeFunction ${name}.Function`]]),
  ),
  Administration: ['disableUser', 'enableUser'].map(
    (field) => `appsync:GraphQL Graphql/types/Mutation/fields/${field}`,
  ),
  ApiLog: [],
};

const allRights = [...new Set(Object.values(expectedRights).flat())].sort();

let tour: Tour;
let stack: Stack;
let pages: readonly RolePage[];

beforeAll(async () => {
  tour = await startTour();
  ({ stack } = tour.runtime);
  pages = openRoleBook(stack, tour.runtime.iam);
});

afterAll(async () => {
  await tour.runtime.stop();
});

describe('a tour through the API', () => {
  it('visits every field of the schema', () => {
    const fields = stack
      .resourcesOf('AWS::AppSync::Resolver')
      .map(({ properties }) => `${String(properties['TypeName'])}.${String(properties['FieldName'])}`);

    expect([...tour.visited].sort()).toEqual(fields.sort());
  });

  it('leaves no right unused', () => {
    expect(pages.flatMap(({ role, unused }) => unused.map((right) => `${role}: ${right}`))).toEqual([]);
  });

  it('is denied nothing', () => {
    expect(pages.flatMap(({ role, denied }) => denied.map((right) => `${role}: ${right}`))).toEqual([]);
  });

  it('has every role do exactly what the table says', () => {
    const used = Object.fromEntries(pages.map((page) => [page.role, page.used]));
    const expected = Object.entries(expectedRights).map(([role, rights]) => [role, [...rights].sort()]);

    expect(used).toEqual(Object.fromEntries(expected));
  });
});

describe('no role may do what is another’s', () => {
  it('in every pair of a role and a right', () => {
    const { arnOf } = createNouns(stack);
    const iam = createIam(stack);
    const roles = stack.resourcesOf('AWS::IAM::Role');

    const wrong = roles.flatMap((role) =>
      allRights.filter((right) => {
        const [action = '', noun = ''] = right.split(' ');
        const { allowed } = iam.decide({ roleArn: role.attributes['Arn'] ?? '', action, resource: arnOf(noun) });
        return allowed !== (expectedRights[roleNameOf(role)] ?? []).includes(right);
      }),
    );

    expect(wrong).toEqual([]);
    expect(roles.length * allRights.length).toBeGreaterThan(1_000);
  });

  it('and nobody may scan, delete a table, or use what the project does not', () => {
    const { arnOf } = createNouns(stack);
    const iam = createIam(stack);
    const foreign = ['Scan', 'DeleteTable', 'UpdateTable', 'BatchWriteItem', 'PartiQLSelect', 'TransactWriteItems'];

    const allowed = stack.resourcesOf('AWS::IAM::Role').flatMap((role) =>
      foreign.filter((action) => {
        const resource = arnOf('Messages');
        return iam.decide({ roleArn: role.attributes['Arn'] ?? '', action: `dynamodb:${action}`, resource }).allowed;
      }),
    );

    expect(allowed).toEqual([]);
  });

  it('at the door of DynamoDB: a reader’s credentials write nothing', async () => {
    const { arnOf } = createNouns(stack);
    const TableName = arnOf('Messages').replace(/^.*\//, '');
    const reader = new RoleSession(tour.runtime, 'FunctionscheckMessagesRole');

    const Item = { conversationId: { S: 'direct:a:b' }, seq: { N: '1' } };
    const { status, body } = await reader.call('dynamodb', 'DynamoDB_20120810.PutItem', { TableName, Item });

    expect(status).toBe(400);
    expect(body['__type']).toMatch(/AccessDeniedException$/);
  });

  it('at the door of Secrets Manager: a sender’s credentials read no secret', async () => {
    const { arnOf } = createNouns(stack);
    const sender = new RoleSession(tour.runtime, 'FunctionssendMessageRole');

    const SecretId = arnOf('ServerClientSecret');
    const { body } = await sender.call('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId });

    expect(body['__type']).toMatch(/AccessDeniedException$/);
  });

  it('at the door of GraphQL: only the functions that send may publish', async () => {
    const reader = new RoleSession(tour.runtime, 'FunctionscheckMessagesRole');
    const administrator = new RoleSession(tour.runtime, 'AdministrationRole');
    const input = {
      message: {
        id: 'x',
        conversationId: 'x',
        seq: 1,
        version: 1,
        senderId: 'x',
        senderUsername: 'x',
        createdAt: '2026-01-01T00:00:00.000Z',
      },
      recipientIds: ['x'],
    };

    for (const session of [reader, administrator]) {
      const { errors } = await session.request(operations.publishMessage, { input });
      expect(errors?.[0]).toMatchObject({ errorType: 'UnauthorizedException' });
    }
  });
});
