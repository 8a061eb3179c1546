import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Kind,
  parse,
  print,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { projectRoot } from './projectRoot.ts';

/** AppSync knows its directives and scalars, and refuses a schema that declares them. */
const builtIn = 'appsync.graphql';

const readSchema = (): DocumentNode[] => {
  const folder = join(projectRoot, 'schema');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql') && file !== builtIn)
    .sort()
    .map((file) => parse(readFileSync(join(folder, file), 'utf8')));
};

/** AppSync has no `extend type` for what several files add to: their fields go into one definition. */
const mergeTypes = (definitions: readonly DefinitionNode[]): DefinitionNode[] => {
  const merged = new Map<string, ObjectTypeDefinitionNode>();
  const others = definitions.filter((definition) => definition.kind !== Kind.OBJECT_TYPE_DEFINITION);
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const { value: name } = definition.name;
    const earlier = merged.get(name);
    merged.set(
      name,
      earlier ? { ...earlier, fields: [...(earlier.fields ?? []), ...(definition.fields ?? [])] } : definition,
    );
  }
  return [...merged.values(), ...others];
};

/**
 * The SDL that is deployed: every file of `schema/`. AppSync has been reported to drop or choke on descriptions of enum
 * values (serverless-appsync-plugin issues 453 and 468; unverified against AWS), so those are left out.
 */
export const mergeSchema = (): string => {
  const definitions = mergeTypes(readSchema().flatMap((document) => document.definitions));
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions };
  return print(
    visit(document, {
      EnumValueDefinition: (node) => ({ ...node, description: undefined }),
    }),
  );
};

/** @returns the path of the file that holds the merged SDL */
export const writeSchema = (): string => {
  const folder = join(projectRoot, 'build');
  const path = join(folder, 'schema.graphql');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, mergeSchema());
  return path;
};
