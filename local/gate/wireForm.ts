/** An attribute value as it goes over the wire, e.g. `{ "S": "text" }`. */
export type WireValue = Readonly<Record<string, unknown>>;
export type WireItem = Readonly<Record<string, WireValue>>;

/** The members of an object, nothing for anything else: malformed input is the service's to refuse. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? toRecord(value) : {};
}

export function withoutMember(record: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));
}

export function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function itemOf(value: unknown): WireItem {
  const entries = Object.entries(membersOf(value));
  return Object.fromEntries(entries.map(([name, attribute]) => [name, membersOf(attribute)]));
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function toRecord(value: object): Readonly<Record<string, unknown>> {
  return value as Readonly<Record<string, unknown>>;
}
