import type { Properties, Resource, Template } from './loadTemplate.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

const listOf = <Value>(value: Value | readonly Value[]): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [value as Value];

const logicalIdOf = (value: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
  const id = Ref ?? attribute?.[0];
  if (id === undefined) throw new Error(`This names no resource: ${JSON.stringify(value)}`);
  return id;
};

/** Questions to a template, in words of the project instead of logical ids. */
export class TemplateView {
  readonly #template: Template;

  constructor(template: Template) {
    this.#template = template;
  }

  /** Resources of a type by their logical ids. */
  ofType(type: string): [string, Properties][] {
    return Object.entries(this.#template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties = {} }]) => [id, Properties]);
  }

  only(type: string): Properties {
    const [[, properties] = [], ...others] = this.ofType(type);
    if (!properties || others.length > 0) throw new Error(`There is not exactly one ${type}.`);
    return properties;
  }

  resource(id: string): Resource {
    const resource = this.#template.Resources[id];
    if (!resource) throw new Error(`There is no resource ${id}.`);
    return resource;
  }

  /** Functions by the names of their folders. */
  functions(): [string, Properties][] {
    return this.ofType('AWS::Lambda::Function').map(([id, properties]) => {
      const name = /^(?:Functions|Accounts)(\w+)Function[0-9A-F]{8}$/.exec(id)?.[1];
      if (name === undefined) throw new Error(`The function ${id} is not of a folder.`);
      return [name, properties];
    });
  }

  /** Every statement of the template with the role that it is of. */
  statements(): { roleId: string; statement: Statement }[] {
    const inline = this.ofType('AWS::IAM::Role').flatMap(([roleId, { Policies = [] }]) =>
      (Policies as readonly Policy[]).map((policy) => ({ roleId, policy })),
    );
    const attached = this.ofType('AWS::IAM::Policy').flatMap(([, properties]) =>
      (properties['Roles'] as readonly unknown[]).map((role) => ({
        roleId: logicalIdOf(role),
        policy: properties as unknown as Policy,
      })),
    );
    return [...inline, ...attached].flatMap(({ roleId, policy }) =>
      policy.PolicyDocument.Statement.map((statement) => ({ roleId, statement })),
    );
  }

  /** What a role may do, as `action resource`. */
  rightsOf(role: unknown): string[] {
    const id = logicalIdOf(role);
    return this.statements()
      .filter(({ roleId }) => roleId === id)
      .flatMap(({ statement: { Action, Resource: resource } }) =>
        listOf(Action).flatMap((action) => listOf(resource).map((one) => `${action} ${this.nameOf(one)}`)),
      )
      .sort();
  }

  /** A resource by its noun: `Users`, `Users/index/byUsername`, `sendMessage.Logs`, `UserPool`. */
  nameOf(value: unknown): string {
    if (typeof value === 'string') return value;
    const { 'Fn::Join': join } = value as { 'Fn::Join'?: readonly [string, readonly unknown[]] };
    if (join) return join[1].map((part) => this.nameOf(part)).join(join[0]);
    const id = logicalIdOf(value);
    if (!(id in this.#template.Resources)) return id;
    return id
      .replace(/[0-9A-F]{8}$/, '')
      .replace(/^(?:Storage|Accounts|Functions|Api)(?=.)/, '')
      .replace(/(Function|Logs)$/, '.$1');
  }
}
