import type { AnyNode, Program } from 'acorn';
import { declaredNames, isFunction, walk } from './syntaxTree.ts';

/** The functions of the module's top level, each with the other top-level names that it calls. */
function callGraph(program: Program): Map<string, { node: AnyNode; calls: Set<string> }> {
  const graph = new Map<string, { node: AnyNode; calls: Set<string> }>();
  const add = (name: string, node: AnyNode): void => {
    const own = declaredNames(node);
    own.delete(name);
    const calls = new Set<string>();
    walk(node, (inner) => {
      if (inner.type !== 'CallExpression' || inner.callee.type !== 'Identifier') return;
      if (!own.has(inner.callee.name)) calls.add(inner.callee.name);
    });
    graph.set(name, { node, calls });
  };
  for (const statement of program.body) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement;
    if (declaration.type === 'FunctionDeclaration') add(declaration.id.name, declaration);
    if (declaration.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && init && isFunction(init)) add(id.name, init);
    }
  }
  return graph;
}

/** APPSYNC_JS has no recursion, direct or by way of other functions. */
export function assertNoRecursion(program: Program, refuse: (node: AnyNode, what: string) => never): void {
  const graph = callGraph(program);
  const finished = new Set<string>();
  const enter = (name: string, path: readonly string[]): void => {
    const entry = graph.get(name);
    if (!entry || finished.has(name)) return;
    if (path.includes(name)) refuse(entry.node, `recursion (${[...path, name].join(' → ')})`);
    for (const called of entry.calls) enter(called, [...path, name]);
    finished.add(name);
  };
  for (const name of graph.keys()) enter(name, []);
}
