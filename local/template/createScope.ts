import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import type { Assembly } from './readAssembly.ts';
import { noValue, resolveCondition, type IntrinsicScope } from './resolveIntrinsics.ts';
import type { StackResource } from './Stack.ts';

const stackId = '00000000-0000-0000-0000-000000000000';

function pseudoParameters({ stackName, region, accountId }: Assembly): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['AWS::AccountId', accountId],
    ['AWS::Region', region],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', stackName],
    ['AWS::StackId', `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/${stackId}`],
    ['AWS::NotificationARNs', []],
    ['AWS::NoValue', noValue],
  ]);
}

function parameterValue(name: string, parameter: Readonly<Record<string, unknown>>): unknown {
  const { Type, Default } = parameter;
  if (Default === undefined) throw new TemplateError(`Parameter ${name} has no default.`);
  if (typeof Type === 'string' && Type.startsWith('AWS::')) {
    throw new UnsupportedFeatureError(`parameters of type ${Type} (${name})`);
  }
  if (typeof Default !== 'string' && typeof Default !== 'number') {
    throw new TemplateError(`The default of parameter ${name} is neither text nor number.`);
  }
  const text = String(Default);
  return Type === 'CommaDelimitedList' || Type === 'List<Number>' ? text.split(',').map((item) => item.trim()) : text;
}

/** What the names of the assembly's template stand for; `resourceOf` gives a resource that is deployed. */
export function createScope(
  assembly: Assembly,
  resourceOf: (logicalId: string) => StackResource | undefined,
): IntrinsicScope {
  const { template } = assembly;
  const pseudo = pseudoParameters(assembly);
  const decided = new Map<string, boolean | 'deciding'>();

  const deployed = (logicalId: string): StackResource => {
    const resource = resourceOf(logicalId);
    if (resource !== undefined) return resource;
    throw new TemplateError(`Template format error: Unresolved resource dependencies [${logicalId}] in the template.`);
  };

  const scope: IntrinsicScope = {
    ref: (name) => {
      if (pseudo.has(name)) return pseudo.get(name);
      const parameter = template.Parameters.get(name);
      return parameter === undefined ? deployed(name).ref : parameterValue(name, parameter);
    },

    attribute: (logicalId, attribute) => {
      const value = deployed(logicalId).attributes[attribute];
      if (value !== undefined) return value;
      throw new TemplateError(
        `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt.`,
      );
    },

    condition: (name) => {
      const known = decided.get(name);
      if (typeof known === 'boolean') return known;
      if (known === 'deciding') throw new TemplateError(`Circular dependency between conditions: [${name}]`);
      if (!Object.hasOwn(template.Conditions, name)) throw new TemplateError(`Condition ${name} is not defined.`);

      decided.set(name, 'deciding');
      const decision = resolveCondition(template.Conditions[name], scope);
      decided.set(name, decision);
      return decision;
    },

    mapping: (mapName, topLevelKey, secondLevelKey) => {
      const map = template.Mappings[mapName];
      const keys = isRecord(map) ? map[topLevelKey] : undefined;
      const value = isRecord(keys) ? keys[secondLevelKey] : undefined;
      if (value !== undefined) return value;
      throw new TemplateError(
        `Template error: Unable to get mapping for ${mapName}::${topLevelKey}::${secondLevelKey}.`,
      );
    },
  };
  return scope;
}
