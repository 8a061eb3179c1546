/** Writes `dist/`: JavaScript and declarations file by file, the documents as files, and the schema in three forms. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { generateTypes } from '../../infra/build/generateTypes.ts';
import { writeDocuments } from './writeDocuments.ts';
import { writeSchemas } from './writeSchemas.ts';

const packageRoot = fileURLToPath(new URL('..', import.meta.url));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

generateTypes();
rmSync(`${packageRoot}dist`, { recursive: true, force: true });
execFileSync(process.execPath, [compiler, '--project', 'tsconfig.build.json'], { cwd: packageRoot, stdio: 'inherit' });
writeDocuments(`${packageRoot}dist/documents`);
writeSchemas(`${packageRoot}dist/schema`);
