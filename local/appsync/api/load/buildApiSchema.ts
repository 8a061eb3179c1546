import {
  buildASTSchema,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  validateSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { TemplateError } from '../../../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { awsScalarNames, installAwsScalar, type JsonOutput } from './awsScalars.ts';

/** Built into AppSync: a schema uses them and does not declare them. */
const prelude = parse(`
directive @aws_api_key on OBJECT | FIELD_DEFINITION
directive @aws_iam on OBJECT | FIELD_DEFINITION
directive @aws_oidc on OBJECT | FIELD_DEFINITION
directive @aws_lambda on OBJECT | FIELD_DEFINITION
directive @aws_cognito_user_pools(cognito_groups: [String]) on OBJECT | FIELD_DEFINITION
directive @aws_auth(cognito_groups: [String]!) on FIELD_DEFINITION
directive @aws_subscribe(mutations: [String]) on FIELD_DEFINITION
directive @aws_publish(subscriptions: [String]) on FIELD_DEFINITION
${awsScalarNames.map((name) => `scalar ${name}`).join('\n')}
`);

const unsupportedDirectives = new Set(['aws_oidc', 'aws_lambda', 'aws_publish']);

/** Documented quota of a schema document. */
const maxSchemaBytes = 1_048_576;

export interface ApiSchema {
  /** Runs resolvers; writes AWSJSON. */
  readonly executable: GraphQLSchema;
  /** Applies a selection to values that have been responses already: AWSJSON is kept as it is. */
  readonly projection: GraphQLSchema;
  /** Subscription fields by the mutation field that they listen to. */
  readonly listeners: ReadonlyMap<string, readonly string[]>;
}

/** Builds the schema of the API from its SDL. Throws TemplateError for what AppSync refuses. */
export function buildApiSchema(sdl: string): ApiSchema {
  if (Buffer.byteLength(sdl) > maxSchemaBytes) throw new TemplateError('The GraphQL schema is larger than 1 MB.');
  const document = parseSdl(sdl);
  document.definitions.forEach(refuseDefinition);
  const executable = build(document, 'write');
  return { executable, projection: build(document, 'keep'), listeners: readListeners(executable) };
}

/** The object types that a schema's author wrote, with the nodes that carry the directives. */
export function objectTypesOf(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !isIntrospectionType(type),
  ) as GraphQLObjectType[];
}

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    throw new TemplateError(`The GraphQL schema cannot be parsed: ${messageOf(error)}`);
  }
}

function build(document: DocumentNode, jsonOutput: JsonOutput): GraphQLSchema {
  const schema = buildSchema({ ...document, definitions: [...prelude.definitions, ...document.definitions] });
  const [fault] = validateSchema(schema);
  if (fault !== undefined) throw new TemplateError(`The GraphQL schema is invalid: ${fault.message}`);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type) && !isSpecifiedScalarType(type)) installAwsScalar(type, jsonOutput);
  }
  return schema;
}

function buildSchema(document: DocumentNode): GraphQLSchema {
  try {
    return buildASTSchema(document);
  } catch (error) {
    throw new TemplateError(`The GraphQL schema is invalid: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function refuseDefinition(definition: DefinitionNode): void {
  if (definition.kind.endsWith('Extension')) throw new TemplateError('AppSync does not accept `extend` in a schema.');
  if (definition.kind === Kind.SCALAR_TYPE_DEFINITION) {
    throw new TemplateError(`AppSync does not accept custom scalars: ${definition.name.value}.`);
  }
  if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) refuseDirectives(definition);
}

function refuseDirectives(type: ObjectTypeDefinitionNode): void {
  for (const node of [type, ...(type.fields ?? [])]) {
    const directive = node.directives?.find((candidate) => unsupportedDirectives.has(candidate.name.value));
    if (directive !== undefined) {
      throw new UnsupportedFeatureError(`@${directive.name.value} (on ${type.name.value} in the GraphQL schema)`);
    }
  }
}

function readListeners(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  const listeners = new Map<string, string[]>();
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    for (const mutation of subscribedMutations(field.astNode)) {
      const published = schema.getMutationType()?.getFields()[mutation];
      if (published === undefined) {
        throw new TemplateError(
          `@aws_subscribe on Subscription.${field.name} names ${mutation}, which is not a field of Mutation.`,
        );
      }
      if (nullableName(published.type.toString()) !== nullableName(field.type.toString())) {
        throw new TemplateError(
          `The subscription has an invalid output type. (Subscription.${field.name} is ${field.type.toString()}, Mutation.${mutation} is ${published.type.toString()}.)`,
        );
      }
      listeners.set(mutation, [...(listeners.get(mutation) ?? []), field.name]);
    }
  }
  return listeners;
}

/** A subscription has to be nullable where its mutation need not be, so the outermost `!` cannot count. */
function nullableName(type: string): string {
  return type.replace(/!$/, '');
}

function subscribedMutations(field: FieldDefinitionNode | null | undefined): readonly string[] {
  const directive = field?.directives?.find((candidate) => candidate.name.value === 'aws_subscribe');
  const value = directive?.arguments?.find((argument) => argument.name.value === 'mutations')?.value;
  if (value?.kind === Kind.STRING) return [value.value];
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []));
}
