import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Kind, parse } from 'graphql';
import { nestedWiring, wiring, type Wiring } from '../../infra/wiring.ts';

const rootTypes = ['Query', 'Mutation', 'Subscription'];

/** The file of the schema that declares a field, by `Type.field`. */
const contracts = (): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (const file of readdirSync('schema').sort()) {
    for (const definition of parse(readFileSync(join('schema', file), 'utf8')).definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      for (const field of definition.fields ?? []) {
        files.set(`${definition.name.value}.${field.name.value}`, `schema/${file}`);
      }
    }
  }
  return files;
};

/** From a page in `docs/`. */
const link = (text: string, path: string): string => `[${text}](../${path})`;

const codeOf = (field: string, wire: Wiring): string => {
  const resolver = link('resolver', `resolvers/${field}.ts`);
  if (wire.kind !== 'lambda') return resolver;
  const behaviour = link('function', `functions/${wire.function}/${wire.function}.ts`);
  return wire.code === 'own' ? `${behaviour}, ${resolver}` : behaviour;
};

const sourcesOf = (wire: Wiring): string => {
  if (wire.kind === 'lambda') return wire.function;
  const names = wire.kind === 'unit' ? [wire.source] : wire.steps.map(({ source }) => source);
  return [...new Set(names)].join(', ');
};

const row = (field: string, wire: Wiring, contract: string): string => {
  const [typeName = '', fieldName = ''] = field.split('.');
  // The story of a field of an object is told with the field that gives the object.
  const story = `test/features/${rootTypes.includes(typeName) ? fieldName : typeName.toLowerCase()}.test.ts`;
  const cells = [
    `\`${field}\``,
    link(basename(contract), contract),
    codeOf(field, wire),
    sourcesOf(wire),
    link('story', story),
  ];
  return `| ${cells.join(' | ')} |`;
};

/** Every field with a resolver: where its contract, code and story are. */
export const featureIndex = (): string => {
  const files = contracts();
  const fields = Object.entries<Wiring>({ ...wiring, ...nestedWiring }).map(([field, wire]) => ({
    field,
    wire,
    contract: files.get(field) ?? '',
  }));
  fields.sort((a, b) => `${a.contract} ${a.field}`.localeCompare(`${b.contract} ${b.field}`, 'en'));
  const rows = fields.map(({ field, wire, contract }) => row(field, wire, contract));
  return ['| Field | Contract | Code | Data sources | Tests |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
};
