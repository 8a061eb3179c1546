import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, introspectionFromSchema, parse, print, visit } from 'graphql';
import { mergeSchema } from '../../infra/build/mergeSchema.ts';
import { projectRoot } from '../../infra/build/projectRoot.ts';

/** AppSync's own directives and scalars, for tools that do not know them. */
const builtIns = (): string => readFileSync(join(projectRoot, 'schema/appsync.graphql'), 'utf8');

/** Fields for the backend alone. Amplify's generator selects every field, and a subscription to these is refused. */
const backendFields: Readonly<Record<string, readonly string[]>> = {
  Delivery: ['recipientIds'],
  Event: ['recipientIds'],
};

/** The SDL that Amplify's generator reads: as deployed, without what a subscriber may not select. */
export const toAmplifySchema = (sdl: string): string => {
  const document = visit(parse(sdl), {
    ObjectTypeDefinition: (node) => {
      const hidden = backendFields[node.name.value];
      if (!hidden) return undefined;
      return { ...node, fields: (node.fields ?? []).filter(({ name }) => !hidden.includes(name.value)) };
    },
  });
  return `${print(document)}\n`;
};

/** The SDL that other tools read: with AppSync's directives and scalars declared. */
export const toToolSchema = (sdl: string): string => `${sdl}\n\n${builtIns()}`;

export const writeSchemas = (folder: string): void => {
  const sdl = mergeSchema();
  const schema = toToolSchema(sdl);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'schema.graphql'), schema);
  writeFileSync(join(folder, 'amplify.graphql'), toAmplifySchema(sdl));
  writeFileSync(join(folder, 'introspection.json'), JSON.stringify(introspectionFromSchema(buildSchema(schema))));
};
