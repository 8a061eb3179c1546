import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface AssemblyParts {
  readonly template: Record<string, unknown>;
  /** Content by path below an asset's directory; one asset per key, served as `<key>.zip` (or as `<key>` itself when its value is text). */
  readonly assets?: Record<string, string | Record<string, string>>;
  readonly environment?: string;
}

export interface WrittenAssembly extends Disposable {
  readonly dir: string;
}

const write = (path: string, content: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
};

/** A small hand-written `cdk.out` in a temporary directory, removed at the end of its scope. */
export const writeAssembly = ({ template, assets = {}, environment }: AssemblyParts): WrittenAssembly => {
  const dir = mkdtempSync(join(tmpdir(), 'assembly-'));
  const files: Record<string, unknown> = {};

  for (const [key, content] of Object.entries(assets)) {
    const isFile = typeof content === 'string';
    const path = `asset.${key}`;
    if (isFile) write(join(dir, path), content);
    else for (const [file, text] of Object.entries(content)) write(join(dir, path, file), text);
    files[key] = {
      source: { path, packaging: isFile ? 'file' : 'zip' },
      destinations: { current: { bucketName: 'assets', objectKey: isFile ? key : `${key}.zip` } },
    };
  }

  write(join(dir, 'Chat.template.json'), JSON.stringify(template));
  write(join(dir, 'Chat.assets.json'), JSON.stringify({ version: '55.0.0', files }));
  write(
    join(dir, 'manifest.json'),
    JSON.stringify({
      version: '55.0.0',
      artifacts: {
        'Chat.assets': { type: 'cdk:asset-manifest', properties: { file: 'Chat.assets.json' } },
        Chat: {
          type: 'aws:cloudformation:stack',
          environment: environment ?? 'aws://unknown-account/unknown-region',
          properties: { templateFile: 'Chat.template.json' },
        },
      },
    }),
  );
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
};

/** A role that a service may assume. */
export const roleFor = (service: string): Record<string, unknown> => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
    },
  },
});

/** A function whose code is the asset of that name. */
export const functionOf = (asset: string, properties: Record<string, unknown> = {}): Record<string, unknown> => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: `${asset}.zip` },
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['FunctionRole', 'Arn'] },
    Runtime: 'nodejs24.x',
    ...properties,
  },
});
