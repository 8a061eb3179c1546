import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Code by the name that faults are reported under, e.g. `Mutation.blockUser`. */
export type NamedCode = ReadonlyMap<string, string>;

/** Modules are resolved as if the code lay here, where `@aws-appsync/utils` is found. */
const folder = fileURLToPath(new URL('.', import.meta.url));

/** AppSync adds `console`, which no library of the options declares. */
const globals = `${folder}globals.d.ts`;
const declaredGlobals = 'declare var console: { log(...values: any[]): void; error(...values: any[]): void };';

/**
 * What AppSync's own check was seen to report: strict about null and argument types, silent about implicit `any`. Its
 * version and options are not documented; reports: https://github.com/aws/aws-appsync-community/issues/334
 */
const options: ts.CompilerOptions = {
  allowJs: true,
  checkJs: true,
  noEmit: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2022.d.ts'],
  types: [],
  strictNullChecks: true,
  noImplicitAny: false,
  skipLibCheck: true,
};

/** Declarations never change while a process runs, and parsing them takes most of the time. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function createHost(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  return {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    readFile: (path) => files.get(path) ?? host.readFile(path),
    getSourceFile: (path, version) => {
      const text = files.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, version, true);
      if (!parsed.has(path)) parsed.set(path, readSource(path, version));
      return parsed.get(path);
    },
  };
}

function describe(diagnostic: ts.Diagnostic, names: ReadonlyMap<string, string>): string {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
  const code = `error TS${diagnostic.code}: ${message}`;
  if (diagnostic.file === undefined) return code;
  const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  return `${names.get(diagnostic.file.fileName) ?? diagnostic.file.fileName}(${line + 1},${character + 1}): ${code}`;
}

/**
 * Type-checks resolver code as AppSync does when code is uploaded: one program for all, so that a whole API takes about
 * as long as one resolver.
 *
 * @returns a line `name(line,column): error TSn: message` for every fault; none for code that AppSync is expected to take
 */
export function codeTypeFaults(codes: NamedCode): string[] {
  const names = new Map([...codes.keys()].map((name, index) => [`${folder}code-${index}.js`, name]));
  const texts = [...codes.values()];
  const files = new Map([...names.keys()].map((path, index) => [path, texts[index] ?? '']));
  files.set(globals, declaredGlobals);
  const program = ts.createProgram([...files.keys()], options, createHost(files));
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => describe(diagnostic, names));
}

/** SHA-256 in hex over the code and the checker's version: equal codes have the same faults. */
export function codeTypesHash(codes: Iterable<string>): string {
  const hash = createHash('sha256').update(ts.version).update(JSON.stringify(options));
  for (const code of [...new Set(codes)].sort()) hash.update('\0').update(code);
  return hash.digest('hex');
}
