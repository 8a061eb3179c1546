/** What is told about a GraphQL request: nothing that people wrote. */
export interface RequestFacts {
  readonly requestId: string;
  readonly rootFields: readonly string[];
  readonly errorTypes: readonly string[];
  readonly roundTrips: number;
  readonly writeUnits: number;
  readonly milliseconds: number;
}

const fieldsShown = 5;

export function formatRequestLine(facts: RequestFacts): string {
  const costs = [
    count(facts.roundTrips, 'round trip'),
    count(facts.writeUnits, 'write unit'),
    `${facts.milliseconds.toFixed(facts.milliseconds < 10 ? 1 : 0)} ms`,
  ];
  return `${toFields(facts.rootFields)}  ${toResult(facts.errorTypes)}  ${costs.join(', ')}  ${facts.requestId}`;
}

function toFields(fields: readonly string[]): string {
  if (fields.length === 0) return '(no operation)';
  const more = fields.length > fieldsShown ? ` and ${fields.length - fieldsShown} more` : '';
  return `${fields.slice(0, fieldsShown).join(', ')}${more}`;
}

function toResult(errorTypes: readonly string[]): string {
  return errorTypes.length === 0 ? 'OK' : [...new Set(errorTypes)].join(', ');
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
