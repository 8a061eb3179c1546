import { basename } from 'node:path';
import { AppsyncFunction, Code, FunctionRuntime, Resolver } from 'aws-cdk-lib/aws-appsync';
import { Construct } from 'constructs';
import { assertCodeTypes } from 'messaging-local/appsync/js/types/assertCodeTypes.ts';
import type { Api } from './Api.ts';
import { createResolverAsset, type ResolverAsset } from './build/resolverAsset.ts';
import type { Sources } from './Sources.ts';
import { nestedWiring, wiring, type NestedField, type RootField, type Step, type Wiring } from './wiring.ts';

const runtime = FunctionRuntime.JS_1_0_0;
/** A resolver for every field of the root types, and some of others, as infra/wiring.ts says. */
export class Resolvers extends Construct {
  readonly #api: Api;
  readonly #sources: Sources;
  readonly #assets = new Map<string, ResolverAsset>();

  constructor(scope: Construct, id: string, { api, sources }: { api: Api; sources: Sources }) {
    super(scope, id);
    this.#api = api;
    this.#sources = sources;
    const wires: Readonly<Record<string, Wiring>> = { ...wiring, ...nestedWiring };
    for (const [field, wire] of Object.entries(wires)) this.#addResolver(field as RootField | NestedField, wire);
    // AppSync type-checks uploaded code: https://github.com/aws/aws-appsync-community/issues/334
    assertCodeTypes(new Map([...this.#assets].map(([path, { code }]) => [path, code])));
  }

  #addResolver(field: RootField | NestedField, wire: Wiring): void {
    const [typeName, fieldName] = field.split('.') as [string, string];
    const base = { api: this.#api.graphql, typeName, fieldName, runtime };
    const id = `${typeName}${fieldName}`;
    switch (wire.kind) {
      case 'unit':
        new Resolver(this, id, { ...base, dataSource: this.#sources.get(wire.source), code: this.#codeOf(field) });
        break;
      case 'lambda':
        new Resolver(this, id, {
          ...base,
          dataSource: this.#sources.get(wire.function),
          code: this.#codeOf(wire.code === 'own' ? field : 'lib/invokeLambda'),
        });
        break;
      case 'pipeline':
        new Resolver(this, id, {
          ...base,
          code: this.#codeOf(field),
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
      code: this.#codeOf(`pipeline/${step.step}`),
    });
  }

  /** As a file asset: the template has room for 1 MB, and each step of a pipeline carries its code. */
  #codeOf(path: string): Code {
    const asset = this.#assets.get(path) ?? createResolverAsset(path);
    this.#assets.set(path, asset);
    return Code.fromAsset(asset.file);
  }
}
