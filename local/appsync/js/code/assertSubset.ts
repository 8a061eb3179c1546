import type { AnyNode, CallExpression, Program } from 'acorn';
import { builtIns, callbackMethods } from './builtIns.ts';
import {
  boundNames,
  declaredNames,
  isFunction,
  isReference,
  memberName,
  walk,
  type FunctionNode,
} from './syntaxTree.ts';

/** Names that the runtime adds to the code; the code itself has none of them. */
export const reservedPrefix = '__appsync';

type Refuse = (node: AnyNode, what: string) => never;

const refusedStatements: Partial<Record<AnyNode['type'], string>> = {
  AwaitExpression: 'await',
  ClassDeclaration: 'classes',
  ClassExpression: 'classes',
  ContinueStatement: 'continue',
  DebuggerStatement: 'debugger',
  DoWhileStatement: 'do-while loops (use for-of)',
  ExportAllDeclaration: 'export *',
  ExportDefaultDeclaration: 'export default',
  ForStatement: 'for(;;) loops (use for-of)',
  ImportDefaultSpecifier: 'default imports',
  ImportExpression: 'dynamic imports',
  LabeledStatement: 'labels',
  MetaProperty: 'meta properties',
  NewExpression: 'new',
  TaggedTemplateExpression: 'tagged templates',
  ThisExpression: 'this',
  ThrowStatement: 'throw (use util.error)',
  TryStatement: 'try',
  UpdateExpression: '++ and -- (use += 1)',
  WhileStatement: 'while loops (use for-of)',
  WithStatement: 'with',
  YieldExpression: 'generators',
};

function refuseCall(node: CallExpression, functionNames: ReadonlySet<string>, refuse: Refuse): void {
  const { callee } = node;
  if (isFunction(callee)) refuse(node, 'functions that are called where they are written');
  const method = callee.type === 'MemberExpression' ? memberName(callee) : null;
  if (method === 'apply' || method === 'bind' || method === 'call') refuse(node, `the method ${method}`);
  const passesFunction = node.arguments.some(
    (argument) => isFunction(argument) || (argument.type === 'Identifier' && functionNames.has(argument.name)),
  );
  const isWritten = node.arguments[0] !== undefined && isFunction(node.arguments[0]);
  const mayPass = method !== null && callbackMethods.has(method) && isWritten;
  if (passesFunction && !mayPass) {
    refuse(node, 'passing a function, but for one written in the call of an array method');
  }
}

function refuseOperator(node: AnyNode, refuse: Refuse): void {
  if (node.type === 'UnaryExpression' && node.operator === '~') refuse(node, 'the operator ~');
  if (node.type === 'BinaryExpression' && (node.operator === 'in' || node.operator === 'instanceof')) {
    refuse(node, `the operator ${node.operator}`);
  }
  if (node.type === 'Literal' && node.regex) refuse(node, 'regular expression literals (use util.matches)');
  if (node.type === 'Literal' && node.bigint) refuse(node, 'bigint');
  if (node.type === 'ForOfStatement' && node.await) refuse(node, 'await');
}

function refuseFunctionForm(node: FunctionNode, refuse: Refuse): void {
  if (node.async) refuse(node, 'async functions');
  if (node.generator) refuse(node, 'generators');
  if (node.type === 'ArrowFunctionExpression' && isFunction(node.body)) refuse(node.body, 'returning a function');
}

function refuseProperty(node: AnyNode & { type: 'Property' }, refuse: Refuse): void {
  if (node.kind !== 'init') refuse(node, 'getters and setters');
  const isPrototype =
    (node.key.type === 'Identifier' && node.key.name === '__proto__') ||
    (node.key.type === 'Literal' && node.key.value === '__proto__');
  if (isPrototype && !node.computed && !node.shorthand) refuse(node, 'the property __proto__ in an object literal');
}

function refuseForm(node: AnyNode, refuse: Refuse): void {
  if (isFunction(node)) refuseFunctionForm(node, refuse);
  if (node.type === 'Property') refuseProperty(node, refuse);
  if (node.type === 'ReturnStatement' && node.argument && isFunction(node.argument)) {
    refuse(node, 'returning a function');
  }
}

/** The names that stand for a function wherever they stand: declared so, and nowhere a parameter or another variable. */
function namesOfFunctions(program: Program): Set<string> {
  const names = new Set<string>();
  const others = new Set<string>();
  walk(program, (node) => {
    if (node.type === 'FunctionDeclaration' && node.id) names.add(node.id.name);
    if (isFunction(node)) node.params.flatMap(boundNames).forEach((name) => others.add(name));
    if (node.type !== 'VariableDeclarator') return;
    const found = node.init && isFunction(node.init) ? names : others;
    boundNames(node.id).forEach((name) => found.add(name));
  });
  return new Set([...names].filter((name) => !others.has(name)));
}

/**
 * Refuses what the APPSYNC_JS documentation and AWS's lint plugin refuse, and variables that nobody declares: AWS
 * compiles the code with TypeScript when a resolver is created, and a failure there fails the deployment.
 * https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 */
export function assertSubset(program: Program, refuse: Refuse): void {
  const functionNames = namesOfFunctions(program);
  const known = new Set<string>([...builtIns.globals, ...declaredNames(program)]);
  walk(program, (node, parent) => {
    const statement = refusedStatements[node.type];
    if (statement !== undefined) refuse(node, statement);
    refuseOperator(node, refuse);
    refuseForm(node, refuse);
    if (node.type === 'CallExpression') refuseCall(node, functionNames, refuse);
    if (node.type !== 'Identifier') return;
    if (node.name.startsWith(reservedPrefix)) refuse(node, `names that begin with ${reservedPrefix}`);
    if (isReference(node, parent) && !known.has(node.name)) refuse(node, `the variable ${node.name}`);
  });
}
