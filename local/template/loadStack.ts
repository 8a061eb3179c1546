import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import type { OpenPersistentMap, PersistentMap } from '../storage/PersistentMap.ts';
import { assertAcyclic } from './assertAcyclic.ts';
import { assertApi } from './assertApi.ts';
import { assertFunctions } from './assertFunctions.ts';
import { assertRoles } from './assertRoles.ts';
import { assertTriggerPermissions } from './assertTriggerPermissions.ts';
import { createScope } from './createScope.ts';
import { assertKnownType, identify } from './physicalIds/identify.ts';
import type { IdentityContext } from './physicalIds/PhysicalIds.ts';
import { readAssembly, type Assembly } from './readAssembly.ts';
import { resolveIntrinsics, type IntrinsicScope } from './resolveIntrinsics.ts';
import type { Stack, StackResource } from './Stack.ts';
import type { TemplateResource } from './Template.ts';

export interface LoadStackOptions {
  /** `cdk.out` */
  readonly assemblyDir: string;
  /** Where the runtime answers, e.g. `http://localhost:20002`; reaches the template as the API's URLs only. */
  readonly origin: string;
  /** Ids, keys and secrets are kept in the map `identities`. */
  readonly open: OpenPersistentMap;
}

interface Deployment {
  readonly assembly: Assembly;
  readonly origin: string;
  readonly identities: PersistentMap<string>;
}

const keepIn =
  (identities: PersistentMap<string>, logicalId: string): IdentityContext['keep'] =>
  (kind, make) => {
    const key = `${logicalId}.${kind}`;
    const kept = identities.get(key);
    if (kept !== undefined) return kept;

    const made = make();
    identities.set(key, made);
    return made;
  };

function createResource(
  { assembly, origin, identities }: Deployment,
  [logicalId, { Type, Properties }]: readonly [string, TemplateResource],
  scope: IntrinsicScope,
): StackResource {
  const resolved = resolveIntrinsics(Properties, scope);
  const properties = isRecord(resolved) ? resolved : {};
  const { stackName, region, accountId } = assembly;
  const keep = keepIn(identities, logicalId);
  const { ref, attributes, added } = identify(Type, {
    logicalId,
    properties,
    stackName,
    region,
    accountId,
    origin,
    keep,
  });
  return { logicalId, type: Type, properties: { ...properties, ...added }, ref, attributes };
}

/** Creates every resource after those that it refers to; resources whose condition is false do not exist. */
function createResources(deployment: Deployment): { resources: Map<string, StackResource>; scope: IntrinsicScope } {
  const { template } = deployment.assembly;
  const created = new Map<string, StackResource>();

  const resourceOf = (logicalId: string): StackResource | undefined => {
    const known = created.get(logicalId);
    const declared = template.Resources.get(logicalId);
    if (known !== undefined || declared === undefined) return known;
    if (declared.Condition !== undefined && !scope.condition(declared.Condition)) return undefined;

    const resource = createResource(deployment, [logicalId, declared], scope);
    created.set(logicalId, resource);
    return resource;
  };
  const scope = createScope(deployment.assembly, resourceOf);

  const inTemplateOrder = [...template.Resources.keys()].flatMap((logicalId) => resourceOf(logicalId) ?? []);
  return { resources: new Map(inTemplateOrder.map((resource) => [resource.logicalId, resource])), scope };
}

function resolveOutputs({ template }: Assembly, scope: IntrinsicScope): Record<string, string> {
  return Object.fromEntries(
    [...template.Outputs]
      .filter(([, { Condition }]) => typeof Condition !== 'string' || scope.condition(Condition))
      .map(([name, { Value }]) => [name, String(resolveIntrinsics(Value, scope))]),
  );
}

const createAssetPath =
  ({ assets }: Assembly) =>
  (objectKey: string): string => {
    const path = assets.get(objectKey);
    if (path === undefined) throw new TemplateError(`The assembly has no asset for the S3 object ${objectKey}.`);
    return path;
  };

/** Refuses a stack that AWS would not deploy, or whose wires would fail at the first call. */
function assertDeployable(stack: Stack): void {
  assertRoles(stack);
  assertFunctions(stack);
  assertApi(stack);
  assertTriggerPermissions(stack);
}

/**
 * Reads the one stack of an assembly as AWS would deploy it.
 * Throws `TemplateError` for what a deployment would end on, `UnsupportedFeatureError` for what the runtime does not have.
 */
export function loadStack({ assemblyDir, origin, open }: LoadStackOptions): Stack {
  const assembly = readAssembly(assemblyDir);
  for (const [logicalId, { Type }] of assembly.template.Resources) assertKnownType(Type, logicalId);
  for (const [name, { Default }] of assembly.template.Parameters) {
    if (Default === undefined) throw new TemplateError(`Parameter ${name} has no default.`);
  }
  assertAcyclic(assembly.template);

  const { resources, scope } = createResources({ assembly, origin, identities: open<string>('identities') });
  const stack: Stack = {
    name: assembly.stackName,
    region: assembly.region,
    accountId: assembly.accountId,
    outputs: resolveOutputs(assembly, scope),
    resourcesOf: (type) => [...resources.values()].filter((resource) => resource.type === type),
    resource: (logicalId) => {
      const resource = resources.get(logicalId);
      if (resource === undefined) throw new TemplateError(`The stack has no resource ${logicalId}.`);
      return resource;
    },
    assetPath: createAssetPath(assembly),
  };
  assertDeployable(stack);
  return stack;
}
