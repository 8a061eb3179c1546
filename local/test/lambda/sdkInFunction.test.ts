import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { requestIdOf } from '../../lambda/traceId.ts';
import { REQUEST_ID, runFunctions } from './runFunctions.ts';

const HANDLER = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient();
  export const handler = async () => {
    const { Item } = await client.send(new GetItemCommand({ TableName: 't', Key: { id: { S: '1' } } }));
    return Item;
  };`;

it('a function calls DynamoDB through the runtime, by its role, its request and the runtime clock', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.setHeader('content-type', 'application/x-amz-json-1.0').end('{"Item":{"id":{"S":"1"}}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { outputFiles } = await build({
    stdin: { contents: HANDLER, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });

  await using fn = runFunctions({
    code: outputFiles[0]!.text,
    origin: `http://127.0.0.1:${port}`,
    properties: { Timeout: 20 },
  });
  fn.clock.set(Date.UTC(2040, 4, 6));
  const outcome = await fn.invoke();
  server.close();

  expect(outcome).toEqual({ kind: 'returned', payload: { id: { S: '1' } } });
  expect(seen[0]).toMatchObject({ 'x-amz-target': 'DynamoDB_20120810.GetItem' });
  expect(requestIdOf(String(seen[0]!['x-amzn-trace-id']))).toBe(REQUEST_ID);
  expect(seen[0]!['x-amz-date']).toMatch(/^20400506T/);
  expect(seen[0]!.authorization).toContain('Credential=ASIAKEY/20400506/us-east-1/dynamodb/aws4_request');
  expect(seen[0]!['x-amz-security-token']).toMatch(/^token of arn:aws:iam::/);
});
