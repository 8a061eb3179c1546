import {
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import type { GraphqlErrorEntry } from './GraphqlApi.ts';
import { toValidationEntry } from './toValidationEntry.ts';

/** A document that has been parsed, and validated against the schema. */
export interface ParsedDocument {
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
  readonly errors: readonly GraphqlErrorEntry[];
}

/** graphql-java, AppSync's engine, stops at 15,000 tokens; that AppSync keeps that limit is unconfirmed. */
const maxTokens = 15_000;
const maxErrors = 100;
const maxDocuments = 500;
/** Longer texts are parsed each time: nobody repeats them, and the cache stays small. */
const maxCachedCharacters = 20_000;

/** Parses and validates, remembering the documents that were used last by their text. `undefined`: not a document. */
export function createDocumentParser(
  schema: GraphQLSchema,
  options: { readonly introspection: boolean },
): (query: string) => ParsedDocument | undefined {
  const rules = options.introspection ? specifiedRules : [...specifiedRules, refuseIntrospection];
  const cache = new Map<string, ParsedDocument>();
  return (query) => {
    const known = cache.get(query);
    if (known !== undefined) {
      cache.delete(query);
      cache.set(query, known);
      return known;
    }
    const parsed = parseDocument(query, schema, rules);
    if (parsed === undefined || query.length > maxCachedCharacters) return parsed;
    cache.set(query, parsed);
    if (cache.size > maxDocuments) cache.delete(cache.keys().next().value ?? '');
    return parsed;
  };
}

function parseDocument(
  query: string,
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
): ParsedDocument | undefined {
  const document = parseText(query);
  if (document === undefined) return undefined;
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const errors = validateDocument(document, schema, rules);
  return { document, operations, errors };
}

/** RangeError: a document nested so deeply that the parser's stack ends is as unparsable as any other. */
function parseText(query: string): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens: maxTokens });
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function validateDocument(
  document: DocumentNode,
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
): readonly GraphqlErrorEntry[] {
  try {
    const errors = validate(schema, document, rules, { maxErrors: maxErrors, hideSuggestions: true });
    return errors.map((error) => toValidationEntry(error, document));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ message: 'Validation error: the document is nested too deeply.', path: null, locations: null }];
  }
}

const refuseIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value !== '__schema' && node.name.value !== '__type') return;
    const type = context.getParentType()?.name ?? 'Query';
    context.reportError(
      new GraphQLError(`Cannot query field "${node.name.value}" on type "${type}".`, { nodes: node }),
    );
  },
});
