import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { projectRoot } from './projectRoot.ts';

/**
 * Bundles a Lambda's handler with all that it needs into a folder of its own. The SDK is bundled too: the versions of
 * the lockfile run, not those of the runtime image.
 */
export const bundleFunction = (name: string): string => {
  const outdir = join(projectRoot, 'build/functions', name);
  rmSync(outdir, { recursive: true, force: true });
  buildSync({
    absWorkingDir: projectRoot,
    entryPoints: [`functions/${name}/handler.ts`],
    outfile: join(outdir, 'index.mjs'),
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    // CommonJS dependencies in an ES module bundle ask for `require`.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  return outdir;
};
