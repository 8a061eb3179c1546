import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import type { StackResource } from './Stack.ts';

export type Properties = Readonly<Record<string, unknown>>;

/** A text that CloudFormation requires. */
export function readText(resource: StackResource, name: string): string {
  const value = resource.properties[name];
  if (typeof value === 'string') return value;
  throw new TemplateError(`${resource.logicalId} (${resource.type}) has no text in its property ${name}.`);
}

export function readOptionalText(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === 'string' ? value : undefined;
}

export function readOptionalNumber(properties: Properties, name: string): number | undefined {
  const value = properties[name];
  // CloudFormation takes numbers as texts too.
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  return typeof value === 'number' ? value : undefined;
}

export function readOptionalRecord(properties: Properties, name: string): Record<string, unknown> | undefined {
  const value = properties[name];
  return isRecord(value) ? value : undefined;
}

export function readRecords(properties: Properties, name: string): readonly Record<string, unknown>[] {
  const value = properties[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function readTexts(properties: Properties, name: string): readonly string[] {
  const value = properties[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
