import { toRecord } from '../base/json.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import type { AccessRequest } from '../iam/Iam.ts';
import type { Stack } from '../template/Stack.ts';
import type { TableCatalog } from './createTableCatalog.ts';
import type { ServiceCall } from './Gate.ts';
import { queriedKey } from './queriedKey.ts';
import { touchedItems } from './touchedItems.ts';
import { elementsOf, textOf } from './wireForm.ts';

type Access = Omit<AccessRequest, 'roleArn'>;

/**
 * Cognito takes these from anybody who knows the client's id: they are authorized by what they carry.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html
 */
const publicCognitoOperations: readonly string[] = [
  'ChangePassword',
  'ConfirmDevice',
  'ConfirmForgotPassword',
  'ConfirmSignUp',
  'DeleteUser',
  'DeleteUserAttributes',
  'ForgetDevice',
  'ForgotPassword',
  'GetDevice',
  'GetTokensFromRefreshToken',
  'GetUser',
  'GetUserAttributeVerificationCode',
  'GlobalSignOut',
  'InitiateAuth',
  'ListDevices',
  'ResendConfirmationCode',
  'RespondToAuthChallenge',
  'RevokeToken',
  'SignUp',
  'UpdateUserAttributes',
  'VerifyUserAttribute',
];

export function isPublicOperation({ service, operation }: Pick<ServiceCall, 'service' | 'operation'>): boolean {
  return service === 'cognito-idp' && publicCognitoOperations.includes(operation);
}

/** Everything that has to be allowed before the call runs, in the call's order. */
export function toAccessRequests(call: ServiceCall, stack: Stack, catalog: TableCatalog): Access[] {
  switch (call.service) {
    case 'dynamodb':
      return dynamodbAccess(call, catalog);
    case 'secretsmanager':
      return secretAccess(call, stack);
    case 'cognito-idp':
      return isPublicOperation(call) ? [] : userPoolAccess(call, stack);
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
function dynamodbAccess(call: ServiceCall, catalog: TableCatalog): Access[] {
  switch (call.operation) {
    case 'Query':
    case 'Scan':
      return searchAccess(call, catalog);
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return itemAccess(call, catalog);
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return batchAccess(call, catalog);
    case 'DescribeTable':
      return tableAccess(call, catalog);
    default:
      throw new UnsupportedFeatureError(`the DynamoDB operation ${call.operation}`);
  }
}

/** A transaction is authorized action by action: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
function itemAccess(call: ServiceCall, catalog: TableCatalog): Access[] {
  const enclosing: Record<string, string> = call.operation.startsWith('Transact')
    ? { 'dynamodb:EnclosingOperation': call.operation }
    : {};
  return touchedItems(call, catalog).map(({ table, operation, key }) => {
    const partitionKey = catalog.partitionKeyOf(table) ?? '';
    return {
      action: `dynamodb:${operation}`,
      resource: catalog.arnOf(table),
      context: { ...enclosing, ...optionalContext(call), ...leadingKeys([key[partitionKey]]) },
    };
  });
}

function batchAccess(call: ServiceCall, catalog: TableCatalog): Access[] {
  const items = touchedItems(call, catalog);
  const tables = [...new Set(items.map((item) => item.table))];
  return tables.map((table) => {
    const partitionKey = catalog.partitionKeyOf(table) ?? '';
    const keys = items.filter((item) => item.table === table).map((item) => item.key[partitionKey]);
    return { action: `dynamodb:${call.operation}`, resource: catalog.arnOf(table), context: leadingKeys(keys) };
  });
}

function tableAccess({ operation, input }: ServiceCall, catalog: TableCatalog): Access[] {
  const table = textOf(input['TableName']);
  return table === undefined
    ? []
    : [{ action: `dynamodb:${operation}`, resource: catalog.arnOf(catalog.nameOf(table)) }];
}

function searchAccess(call: ServiceCall, catalog: TableCatalog): Access[] {
  return tableAccess(call, catalog).map(({ action, resource }) => {
    const index = textOf(call.input['IndexName']);
    return {
      action,
      resource: index === undefined ? resource : `${resource}/index/${index}`,
      context: { ...optionalContext(call), ...leadingKeys([queriedKey(call, catalog)]) },
    };
  });
}

function leadingKeys(values: readonly unknown[]): Record<string, readonly string[]> {
  const texts = values.flatMap((value) => Object.values(toRecord(value))).map(String);
  return texts.length === 0 ? {} : { 'dynamodb:LeadingKeys': [...new Set(texts)] };
}

function optionalContext({ input }: ServiceCall): Record<string, string> {
  const pairs = [
    ['dynamodb:Select', textOf(input['Select'])],
    ['dynamodb:ReturnValues', textOf(input['ReturnValues'])],
  ] as const;
  return Object.fromEntries(pairs.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

function secretAccess({ operation, input }: ServiceCall, stack: Stack): Access[] {
  const id = textOf(input['SecretId']) ?? '';
  const secrets = stack.resourcesOf('AWS::SecretsManager::Secret');
  const secret = secrets.find((one) => one.ref === id || one.properties['Name'] === id || one.ref.slice(0, -7) === id);
  const context = { 'secretsmanager:SecretId': id };
  return [{ action: `secretsmanager:${operation}`, resource: secret?.ref ?? id, context }];
}

function userPoolAccess({ operation, input }: ServiceCall, stack: Stack): Access[] {
  const id = textOf(input['UserPoolId']) ?? '';
  const resource = `arn:aws:cognito-idp:${stack.region}:${stack.accountId}:userpool/${id}`;
  return [{ action: `cognito-idp:${operation}`, resource }];
}

/** Tables that a call reads or writes, in its order. */
export function tablesOf(call: ServiceCall, catalog: TableCatalog): string[] {
  const items = touchedItems(call, catalog).map((item) => item.table);
  const named = elementsOf([call.input['TableName']]).flatMap((name) => textOf(name) ?? []);
  return [...new Set([...items, ...named.map((name) => catalog.nameOf(name))])];
}
