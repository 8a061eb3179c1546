// Prints what comes in for a person, one line each: node docs/listen.mjs <endpoints.json> <access token>
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';

const [settingsFile, token] = process.argv.slice(2);
const { graphqlUrl, realtimeUrl } = JSON.parse(readFileSync(settingsFile, 'utf8'));

const authorization = { host: new URL(graphqlUrl).host, Authorization: token };
const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
const fields = 'id conversationId seq version senderId senderUsername text createdAt clientMessageId hiddenReason';
const query = `subscription { onMessage { message { ${fields} } } }`;

const socket = new WebSocket(realtimeUrl, ['graphql-ws', `header-${header}`]);
const send = (frame) => socket.send(JSON.stringify(frame));

const onFrame = {
  connection_ack: () => {
    const data = JSON.stringify({ query, variables: {} });
    send({ id: '1', type: 'start', payload: { data, extensions: { authorization } } });
  },
  start_ack: () => console.log('listening'),
  data: ({ payload }) => console.log(JSON.stringify(payload.data.onMessage.message)),
  ka: () => undefined,
  complete: () => socket.close(),
};

const fail = ({ payload }) => {
  console.error(JSON.stringify(payload.errors));
  process.exit(1);
};

socket.on('open', () => send({ type: 'connection_init' }));
socket.on('message', (text) => {
  const frame = JSON.parse(text);
  (onFrame[frame.type] ?? fail)(frame);
});
socket.on('error', ({ message }) => console.error(message));
