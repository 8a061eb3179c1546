import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** Where tables live: a service somebody else runs, or a program to start. */
export type Engine =
  { readonly kind: 'endpoint'; readonly url: string } | { readonly kind: 'executable'; readonly path: string };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.DownloadingAndRunning.html */
const startDynamodbLocal =
  'docker run --rm -p 127.0.0.1:8000:8000 amazon/dynamodb-local -jar DynamoDBLocal.jar -inMemory -sharedDb';

const executable = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';

/** `AWS_ENDPOINT_URL_DYNAMODB`, then the bundled engine, then `dynoxide` on PATH; otherwise an error of one sentence. */
export function findEngine(
  environment: Readonly<Record<string, string | undefined>>,
  machine = `${process.platform}-${process.arch}`,
): Engine {
  const endpoint = environment['AWS_ENDPOINT_URL_DYNAMODB'];
  if (endpoint) return { kind: 'endpoint', url: endpoint };
  const path = [bundledExecutable(machine), ...executablesOnPath(environment['PATH'] ?? '')].find(isExecutable);
  if (path !== undefined) return { kind: 'executable', path };
  throw new Error(
    `No DynamoDB engine is bundled for ${machine}: start DynamoDB Local with \`${startDynamodbLocal}\` and set AWS_ENDPOINT_URL_DYNAMODB=http://localhost:8000, or install dynoxide so that it is on PATH.`,
  );
}

function bundledExecutable(machine: string): string | undefined {
  const packageName = `@dynoxide/${machine}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), executable);
  } catch {
    return undefined;
  }
}

function executablesOnPath(path: string): string[] {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, executable));
}

function isExecutable(path: string | undefined): path is string {
  if (path === undefined) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
