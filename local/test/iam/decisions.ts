import type { AccessRequest, Decision } from '../../iam/Iam.ts';
import { roleArn, tableArn } from '../gate/stackOf.ts';

export interface DecisionCase {
  readonly why: string;
  readonly statements: readonly Record<string, unknown>[];
  readonly request: Omit<AccessRequest, 'roleArn'>;
  readonly expected: Decision['reason'];
}

const users = tableArn('Users');
const messages = tableArn('Messages');
const api = 'arn:aws:appsync:us-east-1:000000000000:apis/abc';
const secret = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:client-AbCdEf';
const LEADING = 'dynamodb:LeadingKeys';

const allow = (Action: unknown, Resource: unknown, Condition?: unknown) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const deny = (Action: unknown, Resource: unknown, Condition?: unknown) => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});
const asking = (action: string, resource: string, context?: AccessRequest['context']) =>
  context === undefined ? { action, resource } : { action, resource, context };
const get = asking('dynamodb:GetItem', users);

type Row = [
  why: string,
  statements: DecisionCase['statements'],
  request: DecisionCase['request'],
  expected: Decision['reason'],
];

const actionsAndResources: Row[] = [
  ['a role without a fitting statement may nothing', [allow('dynamodb:PutItem', users)], get, 'implicitDeny'],
  ['the exact action on the exact ARN', [allow('dynamodb:GetItem', users)], get, 'allowed'],
  ['one action of a list', [allow(['dynamodb:PutItem', 'dynamodb:GetItem'], users)], get, 'allowed'],
  ['one resource of a list', [allow('dynamodb:GetItem', [messages, users])], get, 'allowed'],
  ['actions ignore case', [allow('DYNAMODB:getitem', users)], get, 'allowed'],
  ['resources do not ignore case', [allow('dynamodb:GetItem', tableArn('users'))], get, 'implicitDeny'],
  ['a star in an action', [allow('dynamodb:Get*', users)], get, 'allowed'],
  ['a star in an action that ends otherwise', [allow('dynamodb:*Items', users)], get, 'implicitDeny'],
  ['every action of the service', [allow('dynamodb:*', users)], get, 'allowed'],
  ['every action of another service', [allow('s3:*', users)], get, 'implicitDeny'],
  ['every action', [allow('*', users)], get, 'allowed'],
  ['a question mark is one character', [allow('dynamodb:?etItem', users)], get, 'allowed'],
  ['a question mark is not two characters', [allow('dynamodb:?tItem', users)], get, 'implicitDeny'],
  ['a dot in a pattern is a dot', [allow('dynamodb:GetItem', tableArn('U.ers'))], get, 'implicitDeny'],
  ['every resource', [allow('dynamodb:GetItem', '*')], get, 'allowed'],
  ['a star at the end of an ARN', [allow('dynamodb:GetItem', tableArn('U*'))], get, 'allowed'],
  ['a star for the region', [allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:000000000000:table/Users')], get, 'allowed'],
  ['a star does not reach across a colon', [allow('dynamodb:GetItem', 'arn:aws:*:table/Users')], get, 'implicitDeny'],
  ['missing parts of an ARN are anything', [allow('dynamodb:GetItem', 'arn:aws:dynamodb:*')], get, 'allowed'],
  [
    'another account',
    [allow('dynamodb:GetItem', 'arn:aws:dynamodb:us-east-1:111111111111:table/Users')],
    get,
    'implicitDeny',
  ],
  [
    'a table grant is no index grant',
    [allow('dynamodb:Query', users)],
    asking('dynamodb:Query', `${users}/index/byUsername`),
    'implicitDeny',
  ],
  [
    'an index grant',
    [allow('dynamodb:Query', `${users}/index/*`)],
    asking('dynamodb:Query', `${users}/index/byUsername`),
    'allowed',
  ],
  [
    'an index grant is no table grant',
    [allow('dynamodb:Query', `${users}/index/*`)],
    asking('dynamodb:Query', users),
    'implicitDeny',
  ],
  [
    'a prefix is not the whole',
    [allow('dynamodb:GetItem', users)],
    asking('dynamodb:GetItem', `${users}Archive`),
    'implicitDeny',
  ],
  [
    'a secret with its six characters',
    [allow('secretsmanager:GetSecretValue', `${secret.slice(0, -6)}??????`)],
    asking('secretsmanager:GetSecretValue', secret),
    'allowed',
  ],
  [
    'a secret with seven question marks',
    [allow('secretsmanager:GetSecretValue', `${secret.slice(0, -6)}???????`)],
    asking('secretsmanager:GetSecretValue', secret),
    'implicitDeny',
  ],
  [
    'a GraphQL field',
    [allow('appsync:GraphQL', `${api}/types/Mutation/fields/publishMessage`)],
    asking('appsync:GraphQL', `${api}/types/Mutation/fields/publishMessage`),
    'allowed',
  ],
  [
    'another GraphQL field',
    [allow('appsync:GraphQL', `${api}/types/Mutation/fields/publishMessage`)],
    asking('appsync:GraphQL', `${api}/types/Mutation/fields/disableUser`),
    'implicitDeny',
  ],
  [
    'a whole GraphQL API',
    [allow('appsync:GraphQL', `${api}/*`)],
    asking('appsync:GraphQL', `${api}/types/Query/fields/me`),
    'allowed',
  ],
];

const deniesAndNegations: Row[] = [
  [
    'an explicit deny wins over an allow',
    [allow('dynamodb:*', '*'), deny('dynamodb:GetItem', users)],
    get,
    'explicitDeny',
  ],
  [
    'an explicit deny wins from the front',
    [deny('dynamodb:GetItem', users), allow('dynamodb:*', '*')],
    get,
    'explicitDeny',
  ],
  ['a deny of another action is silent', [allow('dynamodb:*', '*'), deny('dynamodb:PutItem', users)], get, 'allowed'],
  ['a deny of another table is silent', [allow('dynamodb:*', '*'), deny('dynamodb:GetItem', messages)], get, 'allowed'],
  ['a deny without an allow is explicit', [deny('dynamodb:GetItem', users)], get, 'explicitDeny'],
  [
    'NotAction allows the others',
    [{ Effect: 'Allow', NotAction: 'dynamodb:PutItem', Resource: users }],
    get,
    'allowed',
  ],
  [
    'NotAction does not allow its own',
    [{ Effect: 'Allow', NotAction: 'dynamodb:Get*', Resource: users }],
    get,
    'implicitDeny',
  ],
  [
    'a deny of NotAction hits the others',
    [allow('*', '*'), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }],
    get,
    'explicitDeny',
  ],
  [
    'NotResource allows the others',
    [{ Effect: 'Allow', Action: 'dynamodb:GetItem', NotResource: messages }],
    get,
    'allowed',
  ],
  [
    'NotResource does not allow its own',
    [{ Effect: 'Allow', Action: 'dynamodb:GetItem', NotResource: [messages, users] }],
    get,
    'implicitDeny',
  ],
];

const leading = (...keys: string[]) => asking('dynamodb:GetItem', users, { [LEADING]: keys });
const withContext = (context: AccessRequest['context']) => asking('dynamodb:GetItem', users, context);
const allowIf = (Condition: unknown) => [allow('dynamodb:GetItem', users, Condition)];
const denyIf = (Condition: unknown) => [allow('*', '*'), deny('dynamodb:GetItem', users, Condition)];

const conditions: Row[] = [
  ['StringEquals on an equal value', allowIf({ StringEquals: { [LEADING]: 'ana' } }), leading('ana'), 'allowed'],
  ['StringEquals on another value', allowIf({ StringEquals: { [LEADING]: 'ana' } }), leading('bo'), 'implicitDeny'],
  ['StringEquals on an absent key', allowIf({ StringEquals: { [LEADING]: 'ana' } }), get, 'implicitDeny'],
  [
    'StringEquals takes one of its values',
    allowIf({ StringEquals: { [LEADING]: ['ana', 'bo'] } }),
    leading('bo'),
    'allowed',
  ],
  [
    'StringEquals does not know wildcards',
    allowIf({ StringEquals: { [LEADING]: 'a*' } }),
    leading('ana'),
    'implicitDeny',
  ],
  ['StringEquals keeps to case', allowIf({ StringEquals: { [LEADING]: 'Ana' } }), leading('ana'), 'implicitDeny'],
  [
    'StringEqualsIgnoreCase does not',
    allowIf({ StringEqualsIgnoreCase: { [LEADING]: 'Ana' } }),
    leading('ana'),
    'allowed',
  ],
  [
    'condition keys ignore case',
    allowIf({ StringEquals: { 'DynamoDB:leadingkeys': 'ana' } }),
    leading('ana'),
    'allowed',
  ],
  [
    'an allow without quantifier needs all of several values',
    allowIf({ StringEquals: { [LEADING]: 'ana' } }),
    leading('ana', 'bo'),
    'implicitDeny',
  ],
  [
    'a deny without quantifier needs one of several values',
    denyIf({ StringEquals: { [LEADING]: 'ana' } }),
    leading('bo', 'ana'),
    'explicitDeny',
  ],
  ['StringEqualsIfExists on an absent key', allowIf({ StringEqualsIfExists: { [LEADING]: 'ana' } }), get, 'allowed'],
  [
    'StringEqualsIfExists on another value',
    allowIf({ StringEqualsIfExists: { [LEADING]: 'ana' } }),
    leading('bo'),
    'implicitDeny',
  ],
  ['StringNotEquals on another value', allowIf({ StringNotEquals: { [LEADING]: 'ana' } }), leading('bo'), 'allowed'],
  [
    'StringNotEquals on one of its values',
    allowIf({ StringNotEquals: { [LEADING]: ['ana', 'bo'] } }),
    leading('bo'),
    'implicitDeny',
  ],
  ['StringNotEquals on an absent key', allowIf({ StringNotEquals: { [LEADING]: 'ana' } }), get, 'allowed'],
  ['StringLike with a star', allowIf({ StringLike: { [LEADING]: 'direct:*' } }), leading('direct:a:b'), 'allowed'],
  [
    'StringLike with a star that does not fit',
    allowIf({ StringLike: { [LEADING]: 'direct:*' } }),
    leading('group:a'),
    'implicitDeny',
  ],
  [
    'StringNotLike denies what does not fit',
    denyIf({ StringNotLike: { [LEADING]: 'direct:*' } }),
    leading('group:a'),
    'explicitDeny',
  ],
  [
    'StringNotLike leaves what fits',
    denyIf({ StringNotLike: { [LEADING]: 'direct:*' } }),
    leading('direct:a'),
    'allowed',
  ],
  ['StringNotLike hits an absent key', denyIf({ StringNotLike: { [LEADING]: 'direct:*' } }), get, 'explicitDeny'],
  [
    'ForAllValues with every value fitting',
    allowIf({ 'ForAllValues:StringEquals': { [LEADING]: ['ana', 'bo'] } }),
    leading('ana', 'bo'),
    'allowed',
  ],
  [
    'ForAllValues with one value too many',
    allowIf({ 'ForAllValues:StringEquals': { [LEADING]: ['ana', 'bo'] } }),
    leading('ana', 'cy'),
    'implicitDeny',
  ],
  [
    'ForAllValues holds for an absent key',
    allowIf({ 'ForAllValues:StringEquals': { [LEADING]: 'ana' } }),
    get,
    'allowed',
  ],
  [
    'ForAnyValue with one value fitting',
    allowIf({ 'ForAnyValue:StringEquals': { [LEADING]: 'ana' } }),
    leading('bo', 'ana'),
    'allowed',
  ],
  [
    'ForAnyValue with none fitting',
    allowIf({ 'ForAnyValue:StringEquals': { [LEADING]: 'ana' } }),
    leading('bo'),
    'implicitDeny',
  ],
  ['ForAnyValue on an absent key', allowIf({ 'ForAnyValue:StringEquals': { [LEADING]: 'ana' } }), get, 'implicitDeny'],
  [
    'ForAnyValue of a negation finds one stranger',
    denyIf({ 'ForAnyValue:StringNotLike': { [LEADING]: 'direct:*' } }),
    leading('direct:a', 'group:b'),
    'explicitDeny',
  ],
  [
    'ForAnyValue of a negation finds none',
    denyIf({ 'ForAnyValue:StringNotLike': { [LEADING]: 'direct:*' } }),
    leading('direct:a'),
    'allowed',
  ],
  [
    'ForAllValues of a negation',
    allowIf({ 'ForAllValues:StringNotEquals': { [LEADING]: 'ana' } }),
    leading('bo', 'ana'),
    'implicitDeny',
  ],
  [
    'ArnLike with a star in its part',
    allowIf({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Send*' } }),
    withContext({ 'aws:PrincipalArn': roleArn('Sender') }),
    'allowed',
  ],
  [
    'ArnLike part by part',
    allowIf({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:*:role/Send*' } }),
    withContext({ 'aws:PrincipalArn': roleArn('Sender') }),
    'implicitDeny',
  ],
  [
    'ArnEquals is ArnLike',
    allowIf({ ArnEquals: { 'aws:PrincipalArn': roleArn('*') } }),
    withContext({ 'aws:PrincipalArn': roleArn('Sender') }),
    'allowed',
  ],
  [
    'ArnNotLike on what fits',
    allowIf({ ArnNotLike: { 'aws:PrincipalArn': roleArn('*') } }),
    withContext({ 'aws:PrincipalArn': roleArn('Sender') }),
    'implicitDeny',
  ],
  [
    'Bool true',
    allowIf({ Bool: { 'aws:SecureTransport': 'true' } }),
    withContext({ 'aws:SecureTransport': 'true' }),
    'allowed',
  ],
  [
    'Bool as JSON',
    denyIf({ Bool: { 'aws:SecureTransport': false } }),
    withContext({ 'aws:SecureTransport': 'false' }),
    'explicitDeny',
  ],
  ['Bool on an absent key', allowIf({ Bool: { 'aws:SecureTransport': 'true' } }), get, 'implicitDeny'],
  ['Null true wants the key absent', allowIf({ Null: { [LEADING]: 'true' } }), get, 'allowed'],
  ['Null true refuses a present key', allowIf({ Null: { [LEADING]: true } }), leading('ana'), 'implicitDeny'],
  ['Null false wants the key present', allowIf({ Null: { [LEADING]: 'false' } }), leading('ana'), 'allowed'],
  ['NumericLessThan below', allowIf({ NumericLessThan: { 'x:Size': 10 } }), withContext({ 'x:Size': '9' }), 'allowed'],
  [
    'NumericLessThan compares numbers, not texts',
    allowIf({ NumericLessThan: { 'x:Size': '10' } }),
    withContext({ 'x:Size': '9.5' }),
    'allowed',
  ],
  [
    'NumericLessThan at the limit',
    allowIf({ NumericLessThan: { 'x:Size': '10' } }),
    withContext({ 'x:Size': '10' }),
    'implicitDeny',
  ],
  [
    'NumericLessThanEquals at the limit',
    allowIf({ NumericLessThanEquals: { 'x:Size': '10' } }),
    withContext({ 'x:Size': '10' }),
    'allowed',
  ],
  [
    'NumericGreaterThan of no number',
    allowIf({ NumericGreaterThan: { 'x:Size': '0' } }),
    withContext({ 'x:Size': 'many' }),
    'implicitDeny',
  ],
  [
    'NumericNotEquals on an equal number',
    allowIf({ NumericNotEquals: { 'x:Size': '10' } }),
    withContext({ 'x:Size': '10.0' }),
    'implicitDeny',
  ],
  [
    'two keys of one operator are both needed',
    allowIf({ StringEquals: { [LEADING]: 'ana', 'x:Y': 'z' } }),
    leading('ana'),
    'implicitDeny',
  ],
  [
    'two operators are both needed',
    allowIf({ StringEquals: { [LEADING]: 'ana' }, Null: { [LEADING]: 'true' } }),
    leading('ana'),
    'implicitDeny',
  ],
  [
    'a second statement may allow',
    [...allowIf({ Null: { [LEADING]: 'true' } }), allow('dynamodb:GetItem', '*')],
    leading('ana'),
    'allowed',
  ],
];

/** What IAM's documentation says of each statement, by hand. */
export const decisions: readonly DecisionCase[] = [...actionsAndResources, ...deniesAndNegations, ...conditions].map(
  ([why, statements, request, expected]) => ({ why, statements, request, expected }),
);
