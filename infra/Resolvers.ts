import { basename } from 'node:path';
import { AppsyncFunction, Code, FunctionRuntime, Resolver } from 'aws-cdk-lib/aws-appsync';
import { Construct } from 'constructs';
import type { Api } from './Api.ts';
import { bundleResolver } from './build/bundleResolver.ts';
import type { Sources } from './Sources.ts';
import { nestedWiring, wiring, type NestedField, type RootField, type Step, type Wiring } from './wiring.ts';

const runtime = FunctionRuntime.JS_1_0_0;
/** Inline, so that the template is whole: a diff shows resolver changes, and it runs without knowing our folders. */
const codeOf = (path: string): Code => Code.fromInline(bundleResolver(path));

/** A resolver for every field of the root types, and some of others, as infra/wiring.ts says. */
export class Resolvers extends Construct {
  readonly #api: Api;
  readonly #sources: Sources;

  constructor(scope: Construct, id: string, { api, sources }: { api: Api; sources: Sources }) {
    super(scope, id);
    this.#api = api;
    this.#sources = sources;
    const wires: Readonly<Record<string, Wiring>> = { ...wiring, ...nestedWiring };
    for (const [field, wire] of Object.entries(wires)) this.#addResolver(field as RootField | NestedField, wire);
  }

  #addResolver(field: RootField | NestedField, wire: Wiring): void {
    const [typeName, fieldName] = field.split('.') as [string, string];
    const base = { api: this.#api.graphql, typeName, fieldName, runtime };
    const id = `${typeName}${fieldName}`;
    switch (wire.kind) {
      case 'unit':
        new Resolver(this, id, { ...base, dataSource: this.#sources.get(wire.source), code: codeOf(field) });
        break;
      case 'lambda':
        new Resolver(this, id, {
          ...base,
          dataSource: this.#sources.get(wire.function),
          code: codeOf(wire.code === 'own' ? field : 'lib/invokeLambda'),
        });
        break;
      case 'pipeline':
        new Resolver(this, id, {
          ...base,
          code: codeOf(field),
          pipelineConfig: wire.steps.map((step, index) => this.#addStep(`${typeName}_${fieldName}`, { step, index })),
        });
        break;
    }
  }

  /** Steps that repeat are functions of their own: whether a pipeline may name one twice is nowhere documented. */
  #addStep(prefix: string, { step, index }: { step: Step; index: number }): AppsyncFunction {
    const name = `${prefix}_${index + 1}_${basename(step.step)}`;
    return new AppsyncFunction(this, name, {
      api: this.#api.graphql,
      name,
      dataSource: this.#sources.get(step.source),
      runtime,
      code: codeOf(`pipeline/${step.step}`),
    });
  }
}
