import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import { toTemplate, type Template } from './Template.ts';

/** What `cdk synth` has written, read but not resolved. */
export interface Assembly {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly template: Template;
  /** Absolute path by S3 object key. */
  readonly assets: ReadonlyMap<string, string>;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const maxTemplateBytes = 1_000_000;
const maxResources = 500;

function readText(assemblyDir: string, file: string): string {
  try {
    return readFileSync(join(assemblyDir, file), 'utf8');
  } catch (error) {
    throw new TemplateError(`The assembly ${assemblyDir} has no readable ${file}.`, { cause: error });
  }
}

function parse(text: string, file: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new TemplateError(`${file} of the assembly is not JSON.`, { cause: error });
  }
  if (!isRecord(document)) throw new TemplateError(`${file} of the assembly is not a JSON object.`);
  return document;
}

interface Artifact {
  readonly id: string;
  readonly type: unknown;
  readonly environment: unknown;
  readonly properties: Record<string, unknown>;
}

function readArtifacts(assemblyDir: string): Artifact[] {
  const { artifacts } = parse(readText(assemblyDir, 'manifest.json'), 'manifest.json');
  if (!isRecord(artifacts)) throw new TemplateError(`The assembly ${assemblyDir} holds no artifacts.`);

  return Object.entries(artifacts).flatMap(([id, artifact]) =>
    isRecord(artifact)
      ? [
          {
            id,
            type: artifact['type'],
            environment: artifact['environment'],
            properties: isRecord(artifact['properties']) ? artifact['properties'] : {},
          },
        ]
      : [],
  );
}

function onlyStack(assemblyDir: string, artifacts: readonly Artifact[]): Artifact {
  const [stack, ...others] = artifacts.filter(({ type }) => type === 'aws:cloudformation:stack');
  if (stack === undefined) throw new TemplateError(`The assembly ${assemblyDir} holds no stack.`);
  if (others.length > 0) throw new UnsupportedFeatureError('an assembly of several stacks');
  return stack;
}

/** An environment-agnostic stack (`aws://unknown-account/unknown-region`) gets the runtime's own account and region. */
function toEnvironment(environment: unknown): { region: string; accountId: string } {
  const [, accountId = '', region = ''] =
    /^aws:\/\/([^/]+)\/([^/]+)$/.exec(typeof environment === 'string' ? environment : '') ?? [];
  return {
    accountId: /^\d{12}$/.test(accountId) ? accountId : '000000000000',
    region: region === '' || region === 'unknown-region' ? 'us-east-1' : region,
  };
}

function assetsOf(assemblyDir: string, manifestFile: string): [string, string][] {
  const { files } = parse(readText(assemblyDir, manifestFile), manifestFile);
  return Object.values(isRecord(files) ? files : {}).flatMap((file) => {
    const { source, destinations } = isRecord(file) ? file : {};
    const path = isRecord(source) ? source['path'] : undefined;
    if (typeof path !== 'string' || !isRecord(destinations)) return [];
    return Object.values(destinations).flatMap((destination): [string, string][] => {
      const key = isRecord(destination) ? destination['objectKey'] : undefined;
      return typeof key === 'string' ? [[key, resolve(assemblyDir, path)]] : [];
    });
  });
}

function fileOf({ id, properties }: Artifact, property: string): string {
  const file = properties[property];
  if (typeof file !== 'string') throw new TemplateError(`Artifact ${id} of the assembly has no ${property}.`);
  return file;
}

/** Reads the one stack of a cloud assembly. Throws `TemplateError` when there is none. */
export function readAssembly(assemblyDir: string): Assembly {
  const artifacts = readArtifacts(assemblyDir);
  const stack = onlyStack(assemblyDir, artifacts);
  const templateFile = fileOf(stack, 'templateFile');
  const text = readText(assemblyDir, templateFile);
  if (Buffer.byteLength(text) > maxTemplateBytes) {
    throw new TemplateError(`${templateFile} is larger than the ${maxTemplateBytes} bytes that CloudFormation takes.`);
  }

  const template = toTemplate(parse(text, templateFile));
  if (template.Resources.size > maxResources) {
    throw new TemplateError(`${templateFile} has more than the ${maxResources} resources that CloudFormation takes.`);
  }

  const { stackName } = stack.properties;
  return {
    stackName: typeof stackName === 'string' ? stackName : stack.id,
    ...toEnvironment(stack.environment),
    template,
    assets: new Map(
      artifacts
        .filter(({ type }) => type === 'cdk:asset-manifest')
        .flatMap((artifact) => assetsOf(assemblyDir, fileOf(artifact, 'file'))),
    ),
  };
}
