import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';

/** A resource as the template writes it: intrinsic functions unresolved. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn: readonly string[];
  readonly Condition: string | undefined;
}

/** The sections of a CloudFormation template that say what is deployed; `Rules` and `Metadata` do not. */
export interface Template {
  readonly Resources: ReadonlyMap<string, TemplateResource>;
  readonly Parameters: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly Mappings: Readonly<Record<string, unknown>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

function section(document: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = document[name] ?? {};
  if (!isRecord(value)) throw new TemplateError(`The ${name} section of the template is not an object.`);
  return value;
}

function entries(document: Record<string, unknown>, name: string): Map<string, Record<string, unknown>> {
  return new Map(
    Object.entries(section(document, name)).map(([key, value]) => {
      if (!isRecord(value)) throw new TemplateError(`${name}.${key} in the template is not an object.`);
      return [key, value];
    }),
  );
}

function toNames(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((name): name is string => typeof name === 'string');
}

function toTemplateResource(logicalId: string, resource: Record<string, unknown>): TemplateResource {
  const { Type, Properties = {}, DependsOn, Condition } = resource;
  if (typeof Type !== 'string') throw new TemplateError(`Resource ${logicalId} has no Type.`);
  if (!isRecord(Properties)) throw new TemplateError(`The Properties of ${logicalId} are not an object.`);

  return {
    Type,
    Properties,
    DependsOn: toNames(DependsOn),
    Condition: typeof Condition === 'string' ? Condition : undefined,
  };
}

/** Checks a template's JSON. */
export function toTemplate(document: unknown): Template {
  if (!isRecord(document)) throw new TemplateError('The template is not a JSON object.');

  return {
    Resources: new Map(
      [...entries(document, 'Resources')].map(([logicalId, resource]) => [
        logicalId,
        toTemplateResource(logicalId, resource),
      ]),
    ),
    Parameters: entries(document, 'Parameters'),
    Mappings: section(document, 'Mappings'),
    Conditions: section(document, 'Conditions'),
    Outputs: entries(document, 'Outputs'),
  };
}
