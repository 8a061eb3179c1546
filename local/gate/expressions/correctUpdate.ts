import { toRecord } from '../../base/json.ts';
import { elementsOf, type WireItem } from '../wireForm.ts';
import type { Path, Step } from './Operand.ts';
import type { UpdateClause } from './parseUpdate.ts';

/** The expression with which the engine does what DynamoDB does with the one that was sent. */
export interface Correction {
  readonly expression: string;
  /** The lists, as paths of the expression, by the length that the correction holds for. */
  readonly lengths: ReadonlyMap<string, number>;
  /** Whether an element is set at a list's end or after it. */
  readonly appends: boolean;
  /** Whether the expression uses `refusedValue`. */
  readonly isRefused: boolean;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Any value: it is put where the engine refuses to. */
export const refusedValue = ':_gate_value';

/** Whether the right expression depends on what the item holds. */
export function dependsOnItem(clauses: readonly UpdateClause[]): boolean {
  return targetsOf(clauses, 'SET').some(isElement) || targetsOf(clauses, 'REMOVE').some(isNested);
}

/**
 * DynamoDB evaluates every action against the item as it was before the update; the engine applies removals one after
 * the other, fills a list up to the index that is set, and ignores a removal from what is no list or map.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export function correctUpdate(
  expression: string,
  clauses: readonly UpdateClause[],
  item: WireItem | undefined,
): Correction {
  const refused = item === undefined ? [] : targetsOf(clauses, 'REMOVE').filter((path) => isLost(path, item));
  const indexes = item === undefined ? [] : correctIndexes(expression, targetsOf(clauses, 'SET'), item);
  const edits = [
    ...indexes.flatMap(({ edit }) => edit ?? []),
    ...clauses.flatMap((clause) => reorder(expression, clause, refused)),
    ...refuse(expression, clauses, refused),
  ];
  return {
    expression: applyEdits(expression, edits),
    lengths: new Map(indexes.map(({ list, length }) => [list, length])),
    appends: indexes.some(({ edit }) => edit !== undefined),
    isRefused: refused.length > 0,
  };
}

/** The list's length; `undefined` where there is no list. */
export function lengthAt(item: WireItem | undefined, steps: readonly Step[]): number | undefined {
  const list = valueAt(item, steps)['L'];
  return Array.isArray(list) ? list.length : undefined;
}

function targetsOf(clauses: readonly UpdateClause[], keyword: UpdateClause['keyword']): Path[] {
  return clauses
    .filter((clause) => clause.keyword === keyword)
    .flatMap(({ actions }) => actions.map(({ target }) => target));
}

function isElement({ steps }: Path): boolean {
  return typeof steps.at(-1) === 'number';
}

function isNested({ steps }: Path): boolean {
  return steps.length > 1;
}

function valueAt(item: WireItem | undefined, steps: readonly Step[]): Readonly<Record<string, unknown>> {
  let value: Readonly<Record<string, unknown>> = { M: item };
  for (const step of steps) {
    value = toRecord(typeof step === 'number' ? elementsOf(value['L'])[step] : toRecord(value['M'])[step]);
  }
  return value;
}

/** Whether the path's last step is into what is no list or no map: an invalid path, unlike a missing element. */
function isLost(path: Path, item: WireItem): boolean {
  return isNested(path) && valueAt(item, path.steps.slice(0, -1))[isElement(path) ? 'L' : 'M'] === undefined;
}

interface CorrectedIndex {
  readonly list: string;
  readonly length: number;
  readonly edit: Edit | undefined;
}

/** Elements that do not exist are appended in the order of their indexes. */
function correctIndexes(expression: string, targets: readonly Path[], item: WireItem): CorrectedIndex[] {
  const appended = new Map<string, number>();
  const elements = targets
    .filter(isElement)
    .sort((one, other) => Number(one.steps.at(-1)) - Number(other.steps.at(-1)));
  return elements.flatMap((target): CorrectedIndex[] => {
    const length = lengthAt(item, target.steps.slice(0, -1));
    if (length === undefined) return [];
    const list = expression.slice(target.start, target.lastStart);
    if (Number(target.steps.at(-1)) < length) return [{ list, length, edit: undefined }];
    const place = JSON.stringify(target.steps.slice(0, -1));
    const index = appended.get(place) ?? length;
    appended.set(place, index + 1);
    return [{ list, length, edit: { start: target.lastStart, end: target.end, text: `[${index}]` } }];
  });
}

/** Removals from the back of a list to its front do not move what is still to be removed. */
function reorder(expression: string, clause: UpdateClause, refused: readonly Path[]): Edit[] {
  if (clause.keyword !== 'REMOVE') return [];
  const paths = clause.actions.map(({ target }) => target).filter((path) => !refused.includes(path));
  const texts = paths.sort(fromTheBack).map(({ start, end }) => expression.slice(start, end));
  const text = texts.length === 0 ? ' ' : `REMOVE ${texts.join(', ')} `;
  return [{ start: clause.start, end: clause.end, text }];
}

function fromTheBack({ steps: one }: Path, { steps: other }: Path): number {
  const at = one.findIndex((step, index) => step !== other[index]);
  const [step, otherStep] = [one[at], other[at]];
  return typeof step === 'number' && typeof otherStep === 'number' ? otherStep - step : 0;
}

/** Setting an attribute at an invalid path is what the engine does refuse, after it has looked at the condition. */
function refuse(expression: string, clauses: readonly UpdateClause[], refused: readonly Path[]): Edit[] {
  if (refused.length === 0) return [];
  const texts = refused.map(({ start, end }) => `${expression.slice(start, end)} = ${refusedValue}`);
  const set = clauses.find(({ keyword }) => keyword === 'SET');
  if (set === undefined) return [{ start: 0, end: 0, text: `SET ${texts.join(', ')} ` }];
  const at = set.start + set.keyword.length;
  return [{ start: at, end: at, text: ` ${texts.join(', ')}, ` }];
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((all, { start, end, text: replacement }) => all.slice(0, start) + replacement + all.slice(end), text)
    .trim();
}
