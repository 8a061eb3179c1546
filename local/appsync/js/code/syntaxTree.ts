import type {
  AnyNode,
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
  Identifier,
  MemberExpression,
} from 'acorn';

export type FunctionNode = ArrowFunctionExpression | FunctionDeclaration | FunctionExpression;

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The nodes right under a node, in the order of the source. Every start asks this for each node of all code. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values(node) as unknown[]) {
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) children.push(...value.filter(isNode));
  }
  return children;
}

/** Visits a node and all that is under it, parents first. */
export function walk(node: AnyNode, visit: (node: AnyNode, parent: AnyNode | null) => void): void {
  const enter = (current: AnyNode, parent: AnyNode | null): void => {
    visit(current, parent);
    for (const child of childrenOf(current)) enter(child, current);
  };
  enter(node, null);
}

export function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/** The name of `object.name`; null for a computed member. */
export function memberName(node: MemberExpression): string | null {
  return !node.computed && node.property.type === 'Identifier' ? node.property.name : null;
}

/** The names that a declaration's pattern brings in: `{ a, b: [c], ...d }` → a, c, d. */
export function boundNames(pattern: AnyNode): string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type === 'AssignmentPattern') return boundNames(pattern.left);
  if (pattern.type === 'RestElement') return boundNames(pattern.argument);
  if (pattern.type === 'ArrayPattern') {
    return pattern.elements.flatMap((element) => (element === null ? [] : boundNames(element)));
  }
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property) =>
    boundNames(property.type === 'RestElement' ? property.argument : property.value),
  );
}

/** The names declared anywhere under a node, by functions, parameters, variables and imports. */
export function declaredNames(root: AnyNode): Set<string> {
  const names = new Set<string>();
  walk(root, (node) => {
    if (node.type === 'VariableDeclarator') boundNames(node.id).forEach((name) => names.add(name));
    if (isFunction(node)) {
      if (node.id) names.add(node.id.name);
      node.params.flatMap(boundNames).forEach((name) => names.add(name));
    }
    if (node.type === 'ImportSpecifier' || node.type === 'ImportNamespaceSpecifier') names.add(node.local.name);
  });
  return names;
}

/** Whether an identifier reads or writes a variable, and is not the name of a property or of an import or export. */
export function isReference(node: Identifier, parent: AnyNode | null): boolean {
  if (parent?.type === 'MemberExpression') return parent.computed || parent.object === node;
  if (parent?.type === 'Property') return parent.computed || parent.value === node;
  return parent?.type !== 'ImportSpecifier' && parent?.type !== 'ExportSpecifier';
}
