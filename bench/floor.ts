import { createServer } from 'node:http';
import { SettableClock } from 'messaging-local/base/Clock.ts';
import { startDynamodb } from 'messaging-local/engine/startDynamodb.ts';

/*
 * The least that a request can cost on this machine: a bare node:http server that reads one item from the same
 * database. Prints its URL; ends with its parent's pipe.
 */
const dynamodb = await startDynamodb({ dataDir: undefined, clock: new SettableClock() });
const key = { id: { S: 'one' } };
await dynamodb.call('CreateTable', {
  TableName: 'Floor',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
});
await dynamodb.call('PutItem', { TableName: 'Floor', Item: { ...key, text: { S: 'x'.repeat(100) } } });

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    void dynamodb.call('GetItem', { TableName: 'Floor', Key: key, ConsistentRead: true }).then(({ body }) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: body }));
    });
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The floor has no port.');
  console.log(`Ready: http://127.0.0.1:${address.port}`);
});

process.stdin.resume().once('end', () => {
  server.close();
  server.closeAllConnections();
  void dynamodb.stop();
});
