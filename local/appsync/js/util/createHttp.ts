import { isRecord } from '../../../base/json.ts';
import { toObject, toText } from '../handler/arguments.ts';
import { CodeFault } from '../handler/CodeFault.ts';
import type { HandlerRun } from '../handler/HandlerRun.ts';
import type { HostFunctions } from '../handler/HostFunctions.ts';

/** https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html */
const notCopied = new Set([
  'transfer-encoding',
  'connection',
  'host',
  'expect',
  'keep-alive',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'content-length',
]);

const maximumHeaderBytes = 4 * 1024;

/** Names that AppSync's own answers carry. AWS documents no full list. */
const ownHeaders = new Set(['content-type', 'content-length', 'connection', 'date', 'via', 'set-cookie']);

/** Numbers and booleans as their text, objects as JSON; the form of objects is unconfirmed. */
function toHeaderText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** How AWS answers a header that is not allowed is unconfirmed: here it is a fault. */
function assertHeader(name: string, text: string): void {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw new CodeFault(`${name} is no name of a header`);
  const lower = name.toLowerCase();
  if (lower.startsWith('x-amz-') || lower.startsWith('x-amzn-') || ownHeaders.has(lower)) {
    throw new CodeFault(`the response header ${name} is not for resolvers`);
  }
  if (/[\r\n\0]/.test(text)) throw new CodeFault(`the response header ${name} has a line break`);
}

export function createHttp(currentRun: () => HandlerRun): HostFunctions {
  const add = (name: string, value: unknown): void => {
    const { responseHeaders } = currentRun();
    const text = toHeaderText(value);
    assertHeader(name, text);
    responseHeaders[name] = text;
    const bytes = Object.entries(responseHeaders).reduce((sum, header) => sum + Buffer.byteLength(header.join('')), 0);
    if (bytes > maximumHeaderBytes) throw new CodeFault('the response headers have more than 4 KB');
  };
  return {
    copyHeaders: (headers) =>
      isRecord(headers)
        ? Object.fromEntries(Object.entries(headers).filter(([name]) => !notCopied.has(name.toLowerCase())))
        : null,
    addResponseHeader: (name, value) => add(toText(name, 'the name of the header'), value),
    addResponseHeaders: (headers) => {
      for (const [name, value] of Object.entries(toObject(headers, 'the headers'))) add(name, value);
    },
  };
}
