import type { AnyNode, Declaration, ImportDeclaration, ImportSpecifier, ModuleDeclaration, Program } from 'acorn';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { reservedPrefix } from './assertSubset.ts';
import { callbackMethods } from './builtIns.ts';
import { boundNames, isFunction, memberName, walk } from './syntaxTree.ts';

/** A replacement of `source.slice(start, end)`. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface LinkOptions {
  readonly source: string;
  /** Export names per importable module. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
  readonly refuse: (node: AnyNode, what: string) => never;
}

const unsupportedModules = new Set(['@aws-appsync/utils/rds', '@aws-appsync/utils/ai']);

/**
 * Called before the code is looked at: what such a module is used with, e.g. the tag of sql`…`, is legal on AWS.
 *
 * @throws UnsupportedFeatureError for a module of AWS that the runtime does not have
 */
export function assertServedModules(program: Program): void {
  for (const node of program.body) {
    const from = node.type === 'ImportDeclaration' ? String(node.source.value) : '';
    if (unsupportedModules.has(from)) throw new UnsupportedFeatureError(`the module ${from}`);
  }
}

function importedName(specifier: ImportSpecifier): string {
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : String(specifier.imported.value);
}

function linkImport(node: ImportDeclaration, { modules, refuse, source }: LinkOptions): Edit {
  const from = String(node.source.value);
  const exported = modules.get(from) ?? refuse(node, `the module ${from}`);
  const bindings = node.specifiers.map((specifier) => {
    if (specifier.type !== 'ImportSpecifier') return specifier.local.name;
    const name = importedName(specifier);
    if (!exported.includes(name)) refuse(specifier, `the import ${name} of ${from}`);
    return `{ ${name}: ${specifier.local.name} }`;
  });
  const lines = source.slice(node.start, node.end).split('\n').length - 1;
  const links = bindings.map((binding) => `const ${binding} = ${reservedPrefix}Modules[${JSON.stringify(from)}];`);
  return { start: node.start, end: node.end, text: links.join(' ') + '\n'.repeat(lines) };
}

function isImport(node: AnyNode): node is ImportDeclaration & ModuleDeclaration {
  return node.type === 'ImportDeclaration';
}

/** The names that an exported declaration exports. */
function declarationNames(declaration: Declaration): string[] {
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.flatMap(({ id }) => boundNames(id));
  return [declaration.id.name];
}

/** The exports by name, with the local variable that each is. */
function linkExports(program: Program, { refuse }: LinkOptions): { edits: Edit[]; locals: Map<string, string> } {
  const edits: Edit[] = [];
  const locals = new Map<string, string>();
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration') continue;
    if (node.source) refuse(node, 'exports of another module');
    for (const { local, exported } of node.specifiers) {
      if (local.type === 'Identifier' && exported.type === 'Identifier') locals.set(exported.name, local.name);
    }
    const { declaration } = node;
    edits.push({ start: node.start, end: declaration?.start ?? node.end, text: '' });
    if (declaration) declarationNames(declaration).forEach((name) => locals.set(name, name));
  }
  return { edits, locals };
}

function countAtEntry(body: AnyNode, counter: string): Edit[] {
  const call = `${reservedPrefix}${counter}()`;
  if (body.type === 'BlockStatement') return [{ start: body.start + 1, end: body.start + 1, text: ` ${call};` }];
  const [open, close] = body.type.endsWith('Statement') ? [`{ ${call}; `, ' }'] : [`(${call}, `, ')'];
  return [
    { start: body.start, end: body.start, text: open },
    { start: body.end, end: body.end, text: close },
  ];
}

/** Loops and the callbacks of array methods count as iterations, other functions as calls. */
function countWork(program: Program): Edit[] {
  const edits: Edit[] = [];
  walk(program, (node, parent) => {
    if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') {
      edits.push(...countAtEntry(node.body, 'Iteration'));
    }
    if (!isFunction(node)) return;
    const callee = parent?.type === 'CallExpression' ? parent.callee : null;
    const method = callee?.type === 'MemberExpression' ? memberName(callee) : null;
    const isCallback = method !== null && callbackMethods.has(method);
    edits.push(...countAtEntry(node.body, isCallback ? 'Iteration' : 'Call'));
  });
  return edits;
}

/** Edits at one place keep their order: those of an outer node come first at its start and last at its end. */
function applyEdits(source: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  const ordered = edits.map((edit, order) => ({ ...edit, order: edit.text.startsWith(')') ? -order : order }));
  ordered.sort((left, right) => left.start - right.start || left.order - right.order);
  for (const { start, end, text } of ordered) {
    parts.push(source.slice(at, start), text);
    at = end;
  }
  return parts.join('') + source.slice(at);
}

/**
 * Makes of a bundle a script whose value is a function of (modules, iteration counter, call counter) that evaluates
 * the module and answers its two handlers. Lines stay where they are.
 */
export function linkModule(program: Program, options: LinkOptions): string {
  const imports = program.body.filter(isImport).map((node) => linkImport(node, options));
  const { edits, locals } = linkExports(program, options);
  const handlers = ['request', 'response'].map((name) => {
    const local = locals.get(name) ?? options.refuse(program, `code without an exported function ${name}`);
    return `${name}: ${local}`;
  });
  const body = applyEdits(options.source, [...imports, ...edits, ...countWork(program)]);
  const parameters = ['Modules', 'Iteration', 'Call'].map((name) => `${reservedPrefix}${name}`).join(', ');
  return `(function (${parameters}) { 'use strict'; ${body}\nreturn { ${handlers.join(', ')} }; })`;
}
