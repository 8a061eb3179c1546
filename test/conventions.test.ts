import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, Kind, parse, validate } from 'graphql';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { mergeSchema } from '../infra/build/mergeSchema.ts';
import { projectRoot } from '../infra/build/projectRoot.ts';
import { functions, triggers } from '../infra/functions.ts';
import { nestedWiring, wiring, type Wiring } from '../infra/wiring.ts';
import { operations } from './support/operations.ts';

const wires: [string, Wiring][] = [...Object.entries(wiring), ...Object.entries(nestedWiring)];

/** Names of the entries of a folder, without `.ts`. */
const namesIn = (folder: string, keep: (name: string) => boolean): string[] =>
  readdirSync(join(projectRoot, folder))
    .filter(keep)
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();

const isCode = (name: string): boolean => name.endsWith('.ts') && !name.endsWith('.d.ts');

const resolvers = namesIn('resolvers', isCode);
const steps = namesIn('resolvers/pipeline', () => true).flatMap((noun) =>
  namesIn(`resolvers/pipeline/${noun}`, isCode).map((name) => `${noun}/${name}`),
);
const folders = namesIn('functions', (name) => name !== 'lib');

/** AppSync's own words are in a file of their own. */
const schema = buildSchema(`${readFileSync(join(projectRoot, 'schema/appsync.graphql'), 'utf8')}\n${mergeSchema()}`);

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

const rootFields = parse(mergeSchema()).definitions.flatMap((definition) =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION && /^(?:Query|Mutation|Subscription)$/.test(definition.name.value)
    ? (definition.fields ?? []).map(({ name }) => ({ type: definition.name.value, field: name.value }))
    : [],
);

const isFunction = (source: string): boolean => source in functions;

/** The functions of a field: its own, or those of its steps. */
const calledBy = (wire: Wiring): string[] => {
  if (wire.kind === 'lambda') return [wire.function];
  return wire.kind === 'pipeline' ? wire.steps.map(({ source }): string => source).filter(isFunction) : [];
};

describe('the wiring', () => {
  it('names exactly the resolvers that there are', () => {
    const named = wires.flatMap(([field, wire]) => (wire.kind === 'lambda' && wire.code === 'shared' ? [] : [field]));

    expect(unique(named)).toEqual(resolvers);
  });

  it('names exactly the steps that there are', () => {
    const named = wires.flatMap(([, wire]) => (wire.kind === 'pipeline' ? wire.steps.map(({ step }) => step) : []));

    expect(unique(named)).toEqual(steps);
  });

  it('names exactly the functions that there are, and the pool names its triggers', () => {
    const named = wires.flatMap(([, wire]) => calledBy(wire));

    expect(unique(named)).toEqual(Object.keys(functions).sort());
    expect(unique([...named, ...Object.keys(triggers)])).toEqual(folders);
  });

  it('calls a function by the name of its field', () => {
    for (const [field, wire] of wires) {
      if (wire.kind === 'lambda') expect(field.split('.')[1]).toBe(wire.function);
    }
  });
});

describe('every', () => {
  it.each(resolvers)('resolver has a test: %s', (name) => {
    expect(existsSync(join(projectRoot, 'test/resolvers', `${name}.test.ts`))).toBe(true);
  });

  it.each(folders)('function has a test, with its calls or with the whole backend: %s', (name) => {
    const rooms = ['functions', 'features'].filter((room) =>
      existsSync(join(projectRoot, 'test', room, `${name}.test.ts`)),
    );

    expect(rooms).not.toEqual([]);
  });

  it.each(folders)('function has a handler and a file of its name: %s', (name) => {
    for (const file of ['handler.ts', `${name}.ts`]) {
      expect(existsSync(join(projectRoot, 'functions', name, file)), file).toBe(true);
    }
  });

  it.each(rootFields)('field has an operation for the tests: $type.$field', ({ type, field }) => {
    const query = new Map<string, string>(Object.entries(operations)).get(field);

    expect(query ?? '').toMatch(new RegExp(`^${type.toLowerCase()} ${field}\\b`));
    expect(validate(schema, parse(query ?? '')).map(({ message }) => message)).toEqual([]);
  });

  it('operation for the tests is of a field', () => {
    expect(Object.keys(operations).sort()).toEqual(rootFields.map(({ field }) => field).sort());
  });
});

describe('no file', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => /^(?:domain|functions|infra|local|resolvers|schema|sdk|tools|web)\//.test(path));

  it('is named after no job', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((path) => /\/(?:utils?|helpers?|misc|common|types|index)\.\w+$/.test(path))).toEqual([
      ...(files.includes('sdk/index.ts') ? ['sdk/index.ts'] : []),
    ]);
  });

  it('differs from another by its case alone', () => {
    const folded = files.map((path) => path.toLowerCase());

    expect(folded.filter((path, index) => folded.indexOf(path) !== index)).toEqual([]);
  });
});

describe('the compiler', () => {
  const probe = join(projectRoot, 'infra/wiringProbe.ts');

  /** What the compiler says of code beside infra/wiring.ts. */
  const faultsOf = (code: string): string[] => {
    const { config } = ts.readConfigFile(join(projectRoot, 'tsconfig.base.json'), (path) => ts.sys.readFile(path)) as {
      config: { compilerOptions: unknown };
    };
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, projectRoot);
    const host = ts.createCompilerHost(options);
    const source = [
      "import { wiring, type RootField, type Wiring } from './wiring.ts';",
      "import type { Query } from '../generated/types.ts';",
      code,
    ].join('\n');
    const onDisk = ts.createCompilerHost(options);
    host.readFile = (path) => (path === probe ? source : onDisk.readFile(path));
    host.fileExists = (path) => path === probe || onDisk.fileExists(path);
    host.getSourceFile = (path, languageVersion) =>
      path === probe ? ts.createSourceFile(path, source, languageVersion) : onDisk.getSourceFile(path, languageVersion);
    const program = ts.createProgram([probe], { ...options, types: [], noUnusedLocals: false }, host);
    return program
      .getSemanticDiagnostics(program.getSourceFile(probe))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  };

  it('takes the wiring as it is, and refuses a field without a wire and a wire without a field', () => {
    const check = (value: string) => `export const checked = ${value} satisfies Record<RootField, Wiring>;`;
    const [fault, ...others] = faultsOf(
      [
        check('wiring').replace('checked', 'whole'),
        "const { 'Query.me': me, ...without } = wiring;",
        check('without').replace('checked', 'lacking'),
        check("{ ...wiring, 'Query.nothing': me }").replace('checked', 'excess'),
      ].join('\n'),
    );

    expect(fault).toContain(`Property '"Query.me"' is missing`);
    expect(others).toEqual([expect.stringContaining("''Query.nothing'' does not exist")]);
  });
});
