import { isRecord } from '../../../base/json.ts';
import { toList, toObject, toText } from '../handler/arguments.ts';
import { CodeFault } from '../handler/CodeFault.ts';
import { renderDynamodbFilter } from '../util/toDynamodbExpression.ts';

export interface Expression {
  readonly expression: string;
  readonly expressionNames?: Readonly<Record<string, string>>;
  readonly expressionValues?: Readonly<Record<string, unknown>>;
}

/** The names inside are those of `util.transform`; that AWS gives the same here is unconfirmed. */
export function toCondition(filter: unknown): Expression {
  const rendered = renderDynamodbFilter(filter);
  if (rendered === null) throw new CodeFault('the filter or condition cannot be read');
  const { expression, expressionNames, expressionValues } = rendered;
  const names = Object.keys(expressionNames).length > 0 ? { expressionNames } : {};
  return Object.keys(expressionValues).length > 0
    ? { expression, ...names, expressionValues }
    : { expression, ...names };
}

const keyOperators = new Set(['eq', 'le', 'lt', 'ge', 'gt', 'between', 'beginsWith']);

export function toKeyCondition(condition: unknown): Expression {
  for (const [name, operators] of Object.entries(toObject(condition, 'the key condition'))) {
    const found = isRecord(operators) ? Object.keys(operators).find((operator) => !keyOperators.has(operator)) : '';
    if (found !== undefined) throw new CodeFault(`the key condition on ${name} cannot be read`);
  }
  return toCondition(condition);
}

/** Gives placeholders to the names of a document path: `nested.object[1]` → `#expName_1.#expName_2[1]`. */
export class PathNames {
  readonly names: Record<string, string> = {};
  #count = 0;

  add(name: string): string {
    this.#count += 1;
    const placeholder = `#expName_${this.#count}`;
    this.names[placeholder] = name;
    return placeholder;
  }
}

const pathElement = /^([^[\]]+)((?:\[\d+\])*)$/;

/** The placeholders' names are unconfirmed. */
export function toProjection(projection: unknown): Expression {
  const names = new PathNames();
  const paths = toList(projection, 'the projection').map((path) =>
    toText(path, 'a path of the projection')
      .split('.')
      .map((element) => {
        const [, name, indexes] = pathElement.exec(element) ?? [];
        if (name === undefined || indexes === undefined) throw new CodeFault('a path of the projection cannot be read');
        return names.add(name) + indexes;
      })
      .join('.'),
  );
  return { expression: paths.join(', '), expressionNames: names.names };
}
