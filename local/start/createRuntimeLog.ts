import type { ResolverLog } from '../appsync/api/run/createFieldRunner.ts';
import type { RealtimeLog } from '../appsync/realtime/RealtimeLog.ts';
import type { FunctionLog } from '../lambda/FunctionLog.ts';
import { formatRequestLine, type RequestFacts } from './formatRequestLine.ts';

/** Log callbacks of the services. Each line is one call of `write`. */
export interface RuntimeLog {
  readonly onRequest: (facts: RequestFacts) => void;
  readonly onFunctionLog: (line: FunctionLog) => void;
  readonly onResolverLog: (line: ResolverLog) => void;
  readonly onRealtimeLog: (line: RealtimeLog) => void;
  readonly onFault: (requestId: string, error: unknown) => void;
}

/** What a person at the terminal has to know of; the rest is the course of things. */
const noteworthy: ReadonlySet<RealtimeLog['event']> = new Set([
  'connectionRefused',
  'startRefused',
  'payloadTooLarge',
  'projectionFailed',
  'slowReader',
  'fault',
]);

export function createRuntimeLog(write: (line: string) => void): RuntimeLog {
  return {
    onRequest: (facts) => write(formatRequestLine(facts)),
    onFunctionLog: (line) => {
      if (!isAboutOtherNode(line)) write(`${line.functionName}: ${line.text.trimEnd()}  ${line.requestId}`);
    },
    onResolverLog: (line) => write(`${line.origin}: ${line.text}  ${line.requestId}`),
    onRealtimeLog: (line) => {
      if (noteworthy.has(line.event)) write(`realtime: ${toWords(line)}`);
    },
    onFault: (requestId, error) => write(`The runtime failed: ${describe(error)}  ${requestId}`),
  };
}

/** The SDK warns of the Node that runs it here; in the cloud it runs on the one that the template names. */
function isAboutOtherNode({ stream, text }: FunctionLog): boolean {
  return stream === 'stderr' && text.includes('NodeVersionSupportWarning');
}

function toWords({ event, field, count, detail, requestId }: RealtimeLog): string {
  return [event, field, count, detail, requestId].filter((part) => part !== undefined).join('  ');
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
