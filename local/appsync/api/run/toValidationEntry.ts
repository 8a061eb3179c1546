import { BREAK, Kind, visit, type ASTNode, type DocumentNode, type GraphQLError, type ValueNode } from 'graphql';
import type { GraphqlErrorEntry } from './GraphqlApi.ts';
import { locationsOf, toLocations } from './toErrorEntry.ts';

/** Where in the document a validation error lies, in graphql-java's words. */
interface Place {
  /** Names of the fields, and of the fragment, from the operation down: `a/b`. */
  readonly path: string;
  /** Argument and input fields around the node: `input.limit`. */
  readonly argument: string;
}

type ToDescription = (groups: readonly string[], context: { place: Place; value: string }) => string;

/**
 * graphql-js's message, graphql-java's type of validation error, and what graphql-java says. FieldUndefined and WrongType
 * have been seen from AppSync; the other texts follow graphql-java and are unconfirmed.
 */
const forms: readonly (readonly [RegExp, string, ToDescription])[] = [
  [
    /^Cannot query field "(.+)" on type "(.+)"\.$/,
    'FieldUndefined',
    ([f, t]) => `Field '${f}' in type '${t}' is undefined`,
  ],
  [/^Unknown argument "(.+)" on field "(.+)\.(.+)"\.$/, 'UnknownArgument', ([a]) => `Unknown field argument ${a}`],
  [
    /^Field "(.+)" argument "(.+)" of type "(.+)" is required/,
    'MissingFieldArgument',
    ([, argument]) => `Missing field argument '${argument}'`,
  ],
  [
    /^Field "(.+)" of type "(.+)" must have a selection of subfields/,
    'SubSelectionRequired',
    ([field, type]) => `Subselection required for type '${type}' of field '${field}'`,
  ],
  [
    /^Field "(.+)" must not have a selection since type "(.+)" has no subfields/,
    'SubSelectionNotAllowed',
    ([field, type]) => `Subselection not allowed on leaf type '${type}' of field '${field}'`,
  ],
  [/^Unknown type "(.+)"\.$/, 'UnknownType', ([type]) => `Unknown type ${type}`],
  [/^Unknown directive "@(.+)"\.$/, 'UnknownDirective', ([name]) => `Unknown directive ${name}`],
  [/^Directive "@(.+)" may not be used on/, 'MisplacedDirective', ([name]) => `Directive ${name} not allowed here`],
  [/^Unknown fragment "(.+)"\.$/, 'UndefinedFragment', ([name]) => `Undefined fragment '${name}'`],
  [/^Fragment "(.+)" is never used\.$/, 'UnusedFragment', ([name]) => `Unused fragment '${name}'`],
  [/^Cannot spread fragment "(.+)" within itself/, 'FragmentCycle', () => 'Fragment cycles not allowed'],
  [/^Variable "\$(.+)" is not defined/, 'UndefinedVariable', ([name]) => `Undefined variable '${name}'`],
  [/^Variable "\$(.+)" is never used/, 'UnusedVariable', ([name]) => `Unused variable '${name}'`],
  [
    /^Variable "\$(.+)" of type "(.+)" used in position expecting type "(.+)"\.$/,
    'VariableTypeMismatch',
    ([name, type, expected]) => `Variable '${name}' of type '${type}' used in position expecting type '${expected}'`,
  ],
  [
    /^Variable "\$(.+)" cannot be non-input type/,
    'NonInputTypeOnVariable',
    ([name]) => `Input variable '${name}' type is not an input type`,
  ],
  [/^Fields "(.+)" conflict because/, 'FieldsConflict', ([name]) => `'${name}' : fields have different meanings`],
  [
    /^There can be only one operation named/,
    'DuplicateOperationName',
    () => 'There can be only one operation of that name',
  ],
  [
    /^This anonymous operation must be the only/,
    'LoneAnonymousOperationViolation',
    () => 'Anonymous operation with other operations',
  ],
  [
    /^There can be only one argument named "(.+)"/,
    'DuplicateArgumentNames',
    ([name]) => `There can be only one argument named '${name}'`,
  ],
  [
    /^There can be only one variable named "\$(.+)"/,
    'DuplicateVariableName',
    ([name]) => `There can be only one variable named '${name}'`,
  ],
  [
    /^There can be only one fragment named "(.+)"/,
    'DuplicateFragmentName',
    ([name]) => `There can be only one fragment named '${name}'`,
  ],
  [
    /^Field "(.+)\.(.+)" of required type "(.+)" was not provided\.$/,
    'WrongType',
    ([, field], { place, value }) =>
      `argument '${place.argument}' with value '${value}' is missing required fields '[${field}]'`,
  ],
  [
    /^Field "(.+)" is not defined by type "(.+)"\.$/,
    'WrongType',
    ([field, type], { place, value }) =>
      `argument '${place.argument}' with value '${value}' contains a field not in '${type}': '${field}'`,
  ],
  [
    /^(?:Expected value of type|Value ".*" does not exist in|Enum) "([^"]+?)!?"/s,
    'WrongType',
    ([type], { place, value }) => `argument '${place.argument}' with value '${value}' is not a valid '${type}'`,
  ],
  [
    /^(Int|Float|String|Boolean|ID) cannot represent/,
    'WrongType',
    ([type], { place, value }) => `argument '${place.argument}' with value '${value}' is not a valid '${type}'`,
  ],
];

/** A validation error as AppSync writes it. */
export function toValidationEntry(error: GraphQLError, document: DocumentNode): GraphqlErrorEntry {
  const node = error.nodes?.find((candidate) => candidate.kind !== Kind.VARIABLE_DEFINITION) ?? error.nodes?.[0];
  const locations = (node === undefined ? null : locationsOf([node])) ?? toLocations(error);
  return { message: toMessage(error, { node, document }), path: null, locations };
}

function toMessage(
  error: GraphQLError,
  { node, document }: { readonly node: ASTNode | undefined; readonly document: DocumentNode },
): string {
  const place = node === undefined ? { path: '', argument: '' } : locate(node, document);
  for (const [pattern, type, describe] of forms) {
    const match = pattern.exec(error.message);
    if (match === null) continue;
    const value = node === undefined ? '' : printValue(node);
    return `Validation error of type ${type}: ${describe(match.slice(1), { place, value })} @ '${place.path}'`;
  }
  return `Validation error: ${error.message}`;
}

function locate(target: ASTNode, document: DocumentNode): Place {
  let place: Place = { path: '', argument: '' };
  visit(document, {
    enter(node, ...[, parent, , ancestors]) {
      if (node !== target) return undefined;
      const above = parent === undefined ? ancestors : [...ancestors, parent];
      const chain = [...above.flatMap((ancestor) => ('kind' in ancestor ? [ancestor] : [])), node];
      place = {
        path: chain.flatMap(nameInPath).join('/'),
        argument: chain.flatMap(nameInArgument).join('.'),
      };
      return BREAK;
    },
  });
  return place;
}

function nameInPath(node: ASTNode): string[] {
  return node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION ? [node.name.value] : [];
}

function nameInArgument(node: ASTNode): string[] {
  return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
}

function printValue(node: ASTNode): string {
  return 'kind' in node && isValue(node)
    ? printLiteral(node)
    : node.kind === Kind.OBJECT_FIELD
      ? printLiteral(node.value)
      : '';
}

function isValue(node: ASTNode): node is ValueNode {
  return node.kind === Kind.VARIABLE || (node.kind.endsWith('Value') && node.kind !== Kind.OBJECT_FIELD);
}

/** As graphql-java's nodes print themselves. */
function printLiteral(node: ValueNode): string {
  switch (node.kind) {
    case Kind.VARIABLE:
      return `VariableReference{name='${node.name.value}'}`;
    case Kind.NULL:
      return 'NullValue{}';
    case Kind.ENUM:
      return `EnumValue{name='${node.value}'}`;
    case Kind.STRING:
      return `StringValue{value='${node.value}'}`;
    case Kind.INT:
    case Kind.FLOAT:
    case Kind.BOOLEAN:
      return `${node.kind}{value=${String(node.value)}}`;
    case Kind.LIST:
      return `ArrayValue{values=[${node.values.map(printLiteral).join(', ')}]}`;
    case Kind.OBJECT:
      return `ObjectValue{objectFields=[${node.fields.map((field) => `ObjectField{name='${field.name.value}', value=${printLiteral(field.value)}}`).join(', ')}]}`;
  }
}
