import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  print,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLResolveInfo,
  type InlineFragmentNode,
  type SelectionNode,
} from 'graphql';

export interface SelectionSource {
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** As coerced; without them `@skip` and `@include` do not count. */
  readonly variableValues?: Record<string, unknown>;
}

/** `ctx.info.selectionSetGraphQL`: the text of the field's selection set; fragments stay as written. */
export function toSelectionSetGraphQL(info: Pick<GraphQLResolveInfo, 'fieldNodes'>): string {
  return info.fieldNodes
    .flatMap((node) => (node.selectionSet === undefined ? [] : [print(node.selectionSet)]))
    .join('\n');
}

/**
 * `ctx.info.selectionSetList`: paths of response keys. Where the field's type is an interface or a union, fragments on
 * other types are left out.
 */
export function toSelectionSetList(info: GraphQLResolveInfo): string[] {
  const type = getNamedType(info.returnType);
  const paths = new Set<string>();
  for (const node of info.fieldNodes) {
    addPaths(node.selectionSet?.selections ?? [], {
      source: info,
      prefix: '',
      abstractType: isAbstractType(type) ? type.name : undefined,
      paths,
    });
  }
  return [...paths];
}

interface PathWalk {
  readonly source: SelectionSource;
  readonly prefix: string;
  /** Fragments on other types than this are left out. */
  readonly abstractType: string | undefined;
  readonly paths: Set<string>;
}

function addPaths(selections: readonly SelectionNode[], walk: PathWalk): void {
  for (const selection of selections) {
    if (!isIncluded(selection, walk.source.variableValues)) continue;
    if (selection.kind === Kind.FIELD) addFieldPaths(selection, walk);
    else addFragmentPaths(selection, walk);
  }
}

function addFieldPaths(field: FieldNode, walk: PathWalk): void {
  const path = walk.prefix + responseKey(field);
  walk.paths.add(path);
  addPaths(field.selectionSet?.selections ?? [], { ...walk, prefix: `${path}/`, abstractType: undefined });
}

function addFragmentPaths(spread: FragmentSpreadNode | InlineFragmentNode, walk: PathWalk): void {
  const fragment = toFragment(spread, walk.source);
  const condition = fragment?.typeCondition?.name.value;
  if (walk.abstractType === undefined || condition === undefined || condition === walk.abstractType) {
    addPaths(fragment?.selectionSet.selections ?? [], walk);
  }
}

/** The fields directly below, fragments opened, whatever type they are on. */
export function selectedFields(selections: readonly SelectionNode[], source: SelectionSource): FieldNode[] {
  return selections.flatMap((selection) => {
    if (!isIncluded(selection, source.variableValues)) return [];
    if (selection.kind === Kind.FIELD) return [selection];
    return selectedFields(toFragment(selection, source)?.selectionSet.selections ?? [], source);
  });
}

function toFragment(
  selection: FragmentSpreadNode | InlineFragmentNode,
  source: SelectionSource,
): FragmentDefinitionNode | InlineFragmentNode | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection : source.fragments[selection.name.value];
}

export function responseKey(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

function isIncluded(selection: SelectionNode, variables: Record<string, unknown> | undefined): boolean {
  if (variables === undefined || selection.directives === undefined || selection.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false;
}
