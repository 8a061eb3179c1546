import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import type { Template } from './Template.ts';

function namesInSub(argument: unknown): string[] {
  const parts: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const [text, variables] = parts;
  if (typeof text !== 'string') return [];

  const own = isRecord(variables) ? variables : {};
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map(([, name = '']) => name.trim())
    .filter((name) => !Object.hasOwn(own, name))
    .map((name) => name.split('.')[0] ?? name);
}

function namesInFunction(name: string, argument: unknown): string[] {
  if (name === 'Ref' && typeof argument === 'string') return [argument];
  if (name === 'Fn::Sub') return namesInSub(argument);
  if (name !== 'Fn::GetAtt') return [];

  const logicalId: unknown = Array.isArray(argument) ? argument[0] : String(argument).split('.')[0];
  return typeof logicalId === 'string' ? [logicalId] : [];
}

/** Every name that a value of the template refers to, in both branches of an `Fn::If`. */
export function namesReferredTo(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesReferredTo);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, content]) => [
    ...namesInFunction(name, content),
    ...namesReferredTo(content),
  ]);
}

type Graph = ReadonlyMap<string, readonly string[]>;

function dependencies(template: Template): Graph {
  const graph = new Map<string, string[]>();
  for (const [logicalId, { Properties, DependsOn }] of template.Resources) {
    const names = [...new Set([...namesReferredTo(Properties), ...DependsOn])];
    const unknown = names.filter(
      (name) => !template.Resources.has(name) && !template.Parameters.has(name) && !name.startsWith('AWS::'),
    );
    if (unknown.length > 0) {
      throw new TemplateError(
        `Template format error: Unresolved resource dependencies [${unknown.join(', ')}] in the Resources block of the template (${logicalId}).`,
      );
    }
    graph.set(
      logicalId,
      names.filter((name) => template.Resources.has(name)),
    );
  }
  return graph;
}

function findCycle(graph: Graph): readonly string[] | undefined {
  const finished = new Set<string>();

  const visit = (logicalId: string, path: readonly string[]): readonly string[] | undefined => {
    if (finished.has(logicalId)) return undefined;
    const start = path.indexOf(logicalId);
    if (start >= 0) return path.slice(start);

    for (const dependency of graph.get(logicalId) ?? []) {
      const cycle = visit(dependency, [...path, logicalId]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(logicalId);
    return undefined;
  };

  for (const logicalId of graph.keys()) {
    const cycle = visit(logicalId, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** Refuses a template whose resources need one another in a circle, or name what does not exist. */
export function assertAcyclic(template: Template): void {
  const cycle = findCycle(dependencies(template));
  if (cycle !== undefined) throw new TemplateError(`Circular dependency between resources: [${cycle.join(', ')}]`);
}
