import { toText } from '../handler/arguments.ts';
import { CodeFault } from '../handler/CodeFault.ts';
import type { HostFunction, HostFunctions } from '../handler/HostFunctions.ts';

const escapes: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '/': '\\/',
};

function toUnicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The escapes of Apache Commons' `escapeEcmaScript`; that AWS uses those is unconfirmed. */
const escapeJavaScript: HostFunction = (value) =>
  toText(value, 'the value').replace(/[^ !#-&(-.0-[\]-~]/g, (unit) => escapes[unit] ?? toUnicodeEscape(unit));

/** https://docs.oracle.com/javase/8/docs/api/java/net/URLEncoder.html */
const urlEncode: HostFunction = (value) =>
  encodeURIComponent(Buffer.from(toText(value, 'the value')).toString())
    .replace(/[!'()~]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

const urlDecode: HostFunction = (value) => {
  try {
    return decodeURIComponent(toText(value, 'the value').replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) throw new CodeFault('the value is not URL-encoded');
    throw error;
  }
};

const base64Decode: HostFunction = (value) => {
  const encoded = toText(value, 'the value');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(encoded)) {
    throw new CodeFault('the value is not base64');
  }
  return Buffer.from(encoded, 'base64').toString('utf8');
};

const normalizationForms = new Map([
  ['nfc', 'NFC'],
  ['nfd', 'NFD'],
  ['nfkc', 'NFKC'],
  ['nfkd', 'NFKD'],
]);

const normalize: HostFunction = (value, type) => {
  const form = normalizationForms.get(toText(type, 'the normalization type'));
  if (form === undefined) throw new CodeFault('the normalization type is none of nfc, nfd, nfkc and nfkd');
  return toText(value, 'the value').normalize(form);
};

/** The members of `util` that turn text into text. */
export const text: HostFunctions = {
  escapeJavaScript,
  urlEncode,
  urlDecode,
  base64Encode: (value) => Buffer.from(toText(value, 'the value'), 'utf8').toString('base64'),
  base64Decode,
  str: { normalize },
};
