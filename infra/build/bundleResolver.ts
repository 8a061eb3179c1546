import { buildSync } from 'esbuild';
import ts from 'typescript';
import { projectRoot } from './projectRoot.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateResolver.html: `code` */
const codeCharacters = 32_768;

/** esbuild keeps comments inside object literals; they count as code. Lines stay, so that AppSync's logs name them. */
const withoutComments = (code: string): string =>
  ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, removeComments: true },
  }).outputText;

/** Bundles a resolver or pipeline function, given as its path under `resolvers/` without `.ts`, into code for AppSync. */
export const bundleResolver = (path: string): string => {
  const { outputFiles } = buildSync({
    absWorkingDir: projectRoot,
    entryPoints: [`resolvers/${path}.ts`],
    write: false,
    bundle: true,
    platform: 'node',
    target: 'esnext',
    format: 'esm',
    external: ['@aws-appsync/utils', '@aws-appsync/utils/dynamodb'],
    legalComments: 'none',
    logLevel: 'error',
  });
  const code = withoutComments(outputFiles[0]?.text ?? '');
  if (code.length > codeCharacters) {
    throw new Error(`resolvers/${path}.ts bundles to ${code.length} characters; AppSync takes ${codeCharacters}.`);
  }
  if (!/export \{\s*request,\s*response\s*\};/.test(code)) {
    throw new Error(`resolvers/${path}.ts must export \`request\` and \`response\`, and nothing else.`);
  }
  return code;
};
