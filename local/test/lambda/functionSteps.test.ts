import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { functionStepOf } from '../../lambda/traceId.ts';
import { runFunctions } from './runFunctions.ts';

const CODE = `import { request } from 'node:http';
  const headers = () => ({ 'x-amzn-trace-id': process.env._X_AMZN_TRACE_ID });
  const byHttp = (url) => new Promise((resolve) => request(url, { headers: headers() }, (answer) => answer.resume().on('end', resolve)).end());
  const byFetch = async (url) => (await fetch(url, { headers: headers() })).text();
  export const handler = async (url) => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? byHttp : byFetch)(url + '/first')));
    await byHttp(url + '/second');
    await byFetch(url + '/third');
  };`;

it('tells with each of its calls how many answers, one after the other, came before it', async () => {
  const seen: (readonly [path: string, step: number | undefined])[] = [];
  const server = createServer((request, response) => {
    const step = functionStepOf(String(request.headers['x-amzn-trace-id']))?.step;
    seen.push([request.url ?? '', step]);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await using fn = runFunctions({ code: CODE });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  await fn.invoke(url);
  await fn.invoke(url);
  server.close();

  const each = [...Array.from({ length: 20 }, () => ['/first', 1]), ['/second', 2], ['/third', 3]];
  expect(seen).toEqual([...each, ...each]);
});
