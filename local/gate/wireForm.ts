import { toRecord } from '../base/json.ts';

/** An attribute value as it goes over the wire, e.g. `{ "S": "text" }`. */
export type WireValue = Readonly<Record<string, unknown>>;
export type WireItem = Readonly<Record<string, WireValue>>;

export function withoutMember(record: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));
}

export function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function itemOf(value: unknown): WireItem {
  const entries = Object.entries(toRecord(value));
  return Object.fromEntries(entries.map(([name, attribute]) => [name, toRecord(attribute)]));
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
