import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleResolver } from './bundleResolver.ts';
import { projectRoot } from './projectRoot.ts';

export interface ResolverAsset {
  /** The file with the code: the CDK uploads it under the hash of its content. */
  readonly file: string;
  readonly code: string;
}

const folder = join(projectRoot, 'build/resolvers');

/** Bundles a resolver or pipeline function, given as its path under `resolvers/` without `.ts`, into a file. */
export const createResolverAsset = (path: string): ResolverAsset => {
  const code = bundleResolver(path);
  const file = join(folder, `${path.replaceAll('/', '.')}.js`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, code);
  return { file, code };
};
