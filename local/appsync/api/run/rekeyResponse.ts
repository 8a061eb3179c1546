import type { SelectionNode } from 'graphql';
import { isRecord } from '../../../base/json.ts';
import { responseKey, selectedFields, type SelectionSource } from './selectionSet.ts';

export interface Rekeying {
  readonly source: SelectionSource;
  /** Whether the value has the selected fields under response keys (a response) or under their names. */
  readonly keyedBy: 'alias' | 'name';
}

/** The selected part of a value, keyed by field name. */
export function rekeyResponse(value: unknown, selections: readonly SelectionNode[], rekeying: Rekeying): unknown {
  if (Array.isArray(value)) return value.map((item) => rekeyResponse(item, selections, rekeying));
  if (!isRecord(value) || selections.length === 0) return value;
  const result: Record<string, unknown> = {};
  for (const { key, name, below } of groupFields(selections, rekeying)) {
    if (Object.hasOwn(value, key)) result[name] = rekeyResponse(value[key], below, rekeying);
  }
  return result;
}

interface FieldGroup {
  readonly key: string;
  readonly name: string;
  readonly below: SelectionNode[];
}

function groupFields(selections: readonly SelectionNode[], rekeying: Rekeying): Iterable<FieldGroup> {
  const groups = new Map<string, FieldGroup>();
  for (const field of selectedFields(selections, rekeying.source)) {
    const key = rekeying.keyedBy === 'alias' ? responseKey(field) : field.name.value;
    const group = groups.get(key) ?? { key, name: field.name.value, below: [] };
    group.below.push(...(field.selectionSet?.selections ?? []));
    groups.set(key, group);
  }
  return groups.values();
}
