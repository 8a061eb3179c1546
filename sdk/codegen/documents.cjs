/**
 * A plugin for graphql-codegen: each operation with its fragments, typed by its variables and its result. `as: strings`
 * writes minified text, which the SDK sends and Amplify accepts; `as: nodes` writes parsed documents for other clients.
 */
const { Kind, parse, print, stripIgnoredCharacters, visit } = require('graphql');

const collectFragments = (node, fragments, found = new Map()) => {
  visit(node, {
    FragmentSpread({ name: { value } }) {
      if (found.has(value)) return;
      const fragment = fragments.get(value);
      if (!fragment) throw new Error(`There is no fragment ${value}.`);
      found.set(value, fragment);
      collectFragments(fragment, fragments, found);
    },
  });
  return [...found.values()];
};

const capitalized = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const toOperation = (node, fragments) => {
  const kind = capitalized(node.operation);
  const result = `${capitalized(node.name.value)}${kind}`;
  const text = [node, ...collectFragments(node, fragments)].map((one) => print(one)).join('\n');
  return { name: node.name.value, kind, result, variables: `${result}Variables`, text: stripIgnoredCharacters(text) };
};

const toOperations = (documents) => {
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const isFragment = ({ kind }) => kind === Kind.FRAGMENT_DEFINITION;
  const fragments = new Map(definitions.filter(isFragment).map((node) => [node.name.value, node]));
  return definitions
    .filter((node) => !isFragment(node))
    .map((node) => toOperation(node, fragments))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
};

const writers = {
  strings: {
    imports: `import type { GeneratedMutation, GeneratedQuery, GeneratedSubscription } from '../GeneratedDocument.ts';`,
    write: ({ name, kind, result, variables, text }) =>
      `export const ${name} = ${JSON.stringify(text)} as Generated${kind}<${variables}, ${result}>;`,
  },
  nodes: {
    imports: `import type { TypedDocumentNode } from '@graphql-typed-document-node/core';`,
    write: ({ name, result, variables, text }) => {
      const node = JSON.stringify(parse(text, { noLocation: true }));
      return `export const ${name} = ${node} as unknown as TypedDocumentNode<${result}, ${variables}>;`;
    },
  },
};

const plugin = (_schema, documents, { as }) => {
  const operations = toOperations(documents);
  const { imports, write } = writers[as];
  const types = operations.flatMap(({ result, variables }) => [result, variables]);
  return {
    prepend: [imports, `import type {\n  ${types.join(',\n  ')},\n} from './operations.ts';`],
    content: operations.map(write).join('\n'),
  };
};

module.exports = { plugin };
