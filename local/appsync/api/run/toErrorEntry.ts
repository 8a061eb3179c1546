import {
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type ASTNode,
  type GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { FieldError, ShapeError } from './FieldError.ts';
import type { GraphqlErrorEntry } from './GraphqlApi.ts';

type Path = readonly (string | number)[];

/** An error of the executor as AppSync writes it. `data` of a resolver's error has been filtered already. */
export function toErrorEntry(error: GraphQLError, schema: GraphQLSchema): GraphqlErrorEntry {
  const path = error.path ?? null;
  const locations = toLocations(error);
  const { originalError } = error;
  if (originalError instanceof FieldError) {
    const { data, errorType, errorInfo, message } = originalError.entry;
    return { path, data: data ?? null, errorType, errorInfo: errorInfo ?? null, locations, message };
  }
  if (originalError instanceof ShapeError) return { path, locations: null, message: error.message };
  return { path, locations, message: toMessage(error.message, path ?? [], schema) };
}

export function toLocations(error: GraphQLError): GraphqlErrorEntry['locations'] {
  return error.locations?.map(({ line, column }) => ({ line, column, sourceName: null })) ?? null;
}

/** Locations of nodes, for entries that the executor does not make. */
export function locationsOf(nodes: readonly ASTNode[]): GraphqlErrorEntry['locations'] {
  return nodes.flatMap(({ loc }) =>
    loc === undefined ? [] : [{ line: loc.startToken.line, column: loc.startToken.column, sourceName: null }],
  );
}

/** `/a/b[3]/c` */
export function toResponsePath(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? `[${String(key)}]` : `/${key}`)).join('');
}

/** The response keys and list indices from the root down. */
export function toKeys(path: GraphQLResolveInfo['path']): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = path; step !== undefined; step = step.prev) {
    keys.unshift(step.key);
  }
  return keys;
}

const nullForNonNull = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/;
const builtInScalar = /^(Int|Float|String|Boolean|ID) cannot represent/;
const enumMessage = /^Enum "(\w+)" cannot represent value: ([^]*)$/;
const awsScalar = /^Unable to serialize `/;

function toMessage(message: string, path: Path, schema: GraphQLSchema): string {
  const [, parent = '', field = ''] = nullForNonNull.exec(message) ?? [];
  if (field !== '') {
    const type = nullType(schema, { parent, field }, path);
    return `Cannot return null for non-nullable type: '${type}' within parent '${parent}' (${toResponsePath(path)})`;
  }
  const serialization = toSerializationFault(message);
  return serialization === undefined ? message : `Can't serialize value (${toResponsePath(path)}) : ${serialization}`;
}

/** Texts for the built-in scalars and for enums are unconfirmed. */
function toSerializationFault(message: string): string | undefined {
  if (awsScalar.test(message)) return message;
  const scalar = builtInScalar.exec(message)?.[1];
  if (scalar !== undefined) return `Expected a value that can be converted to type '${scalar}'.`;
  const [, name, value] = enumMessage.exec(message) ?? [];
  if (name !== undefined && value !== undefined) return `Invalid input for Enum '${name}'. Unknown value ${value}`;
  return undefined;
}

/** The type behind the `!` that was violated: the field's, or that of its items when the path ends in an index. */
function nullType(schema: GraphQLSchema, { parent, field }: { parent: string; field: string }, path: Path): string {
  const type = schema.getType(parent);
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  let current = type.getFields()[field]?.type;
  let depth = path.length - 1 - path.findLastIndex((key) => typeof key === 'string');
  while (current !== undefined) {
    if (isNonNullType(current)) current = current.ofType;
    else if (isListType(current) && depth > 0) {
      depth -= 1;
      current = current.ofType;
    } else break;
  }
  return String(current);
}
