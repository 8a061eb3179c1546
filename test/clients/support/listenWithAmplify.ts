/**
 * A Node program that uses Amplify as an application does: signs in, asks who it is, and waits for one message. The
 * certificate of the runtime is trusted by NODE_EXTRA_CA_CERTS, which Node reads at its start only.
 *
 * Arguments: data folder, name of a demo user, GraphQL endpoint, user pool endpoint. Prints `listening as <userId>`, then `heard <text>`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Amplify } from 'aws-amplify';
import { generateClient, type GraphQLQuery } from 'aws-amplify/api';
import { signIn } from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import type { Endpoints } from 'messaging-local/start/Endpoints.ts';
import { WebSocket } from 'ws';
import type { Query } from '../../../generated/types.ts';
import { operations } from '../../support/operations.ts';
import { AmplifyListener } from './AmplifyListener.ts';
import { toAmplifyConfig, type AmplifyOutputs } from './toAmplifyConfig.ts';

const [folder = '', name = '', endpoint = '', userPoolEndpoint = ''] = process.argv.slice(2);
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

// Node 20 has no WebSocket of its own.
Object.assign(globalThis, { WebSocket });
ConsoleLogger.LOG_LEVEL = 'ERROR';
const config = toAmplifyConfig(read('amplify_outputs.json') as AmplifyOutputs, userPoolEndpoint);
const api = config.API?.GraphQL;
if (api === undefined) throw new Error('amplify_outputs.json has no data.');
Amplify.configure({ ...config, API: { GraphQL: { ...api, endpoint } } });

const person = (read('endpoints.json') as Endpoints).demoUsers.find(({ username }) => username === name);
if (person === undefined) throw new Error(`There is no demo user ${name}.`);
await signIn({ username: person.username, password: person.password });
const client = generateClient();
const { data } = await client.graphql<GraphQLQuery<Query>>({ query: operations.me });
const listener = await AmplifyListener.start();
console.log(`listening as ${data.me.id}`);
console.log(`heard ${String((await listener.messages.next()).text)}`);
process.exit(0);
