import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, type ObjectTypeDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mergeSchema } from '../../infra/build/mergeSchema.ts';
import { projectRoot } from '../../infra/build/projectRoot.ts';

const folder = join(projectRoot, 'schema');
const nouns = readdirSync(folder).filter((file) => file !== 'appsync.graphql');
const sources = nouns.map((file) => parse(readFileSync(join(folder, file), 'utf8')));
const merged = parse(mergeSchema());

const objectTypes = (definitions: typeof merged.definitions): ObjectTypeDefinitionNode[] =>
  definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);

const fieldsOf = (types: readonly ObjectTypeDefinitionNode[]): string[] =>
  types.flatMap(({ name, fields = [] }) => fields.map((field) => `${name.value}.${field.name.value}`)).sort();

describe('the merged schema', () => {
  it('defines every type once, with the fields of all its files', () => {
    const types = objectTypes(merged.definitions);
    const names = types.map(({ name }) => name.value);

    expect(new Set(names).size).toBe(names.length);
    expect(fieldsOf(types)).toEqual(fieldsOf(sources.flatMap(({ definitions }) => objectTypes(definitions))));
  });

  it('declares nothing that AppSync has built in, and extends nothing', () => {
    const kinds = new Set(merged.definitions.map(({ kind }) => kind));

    expect(kinds).toEqual(
      new Set([Kind.OBJECT_TYPE_DEFINITION, Kind.INPUT_OBJECT_TYPE_DEFINITION, Kind.ENUM_TYPE_DEFINITION]),
    );
  });

  it('describes types and fields, and leaves the values of enums undescribed', () => {
    const described = objectTypes(merged.definitions).find(({ name }) => name.value === 'Message');
    const values = merged.definitions.flatMap((definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION ? (definition.values ?? []) : [],
    );

    expect(described?.description?.value).toContain('seq');
    expect(values.length).toBeGreaterThan(0);
    expect(values.filter(({ description }) => description)).toEqual([]);
  });

  it('describes every public root field', () => {
    const roots = objectTypes(merged.definitions).filter(({ name }) =>
      /^(?:Query|Mutation|Subscription)$/.test(name.value),
    );

    expect(roots.flatMap(({ fields = [] }) => fields.filter(({ description }) => !description))).toEqual([]);
  });
});
