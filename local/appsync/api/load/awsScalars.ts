import { isIP } from 'node:net';
import { Kind, type GraphQLScalarType, type ValueNode } from 'graphql';

/**
 * AppSync's scalars: values are checked and passed on as they were written, except AWSJSON.
 * https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
interface ScalarRule {
  /** As in "Unable to parse `x` as a valid <noun>."; only "phone number" and "DateTime Object" are confirmed. */
  readonly noun: string;
  readonly accepts: (value: unknown) => boolean;
}

const offset = String.raw`(Z|[+-](0\d|1[0-8]):[0-5]\d(:[0-5]\d)?)`;
const clock = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?`;
const datePattern = new RegExp(String.raw`^(-?\d{4})-(\d{2})-(\d{2})${offset}?$`);
const time = new RegExp(String.raw`^${clock}${offset}?$`);
const dateTime = new RegExp(String.raw`^(-?\d{4})-(\d{2})-(\d{2})T${clock}${offset}$`);
const email =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

const rules: Readonly<Record<string, ScalarRule>> = {
  AWSDate: { noun: 'Date Object', accepts: textThat((text) => isCalendarDay(datePattern.exec(text))) },
  AWSTime: { noun: 'Time Object', accepts: textThat((text) => time.test(text)) },
  AWSDateTime: { noun: 'DateTime Object', accepts: textThat((text) => isCalendarDay(dateTime.exec(text))) },
  AWSTimestamp: { noun: 'Timestamp', accepts: (value) => Number.isSafeInteger(value) },
  AWSEmail: { noun: 'email address', accepts: textThat((text) => email.test(text)) },
  AWSPhone: { noun: 'phone number', accepts: textThat(isPhoneNumber) },
  AWSURL: { noun: 'URL', accepts: textThat(isAbsoluteUrl) },
  AWSIPAddress: { noun: 'IP address', accepts: textThat(isIpAddress) },
};

export const awsScalarNames: readonly string[] = [...Object.keys(rules), 'AWSJSON'];

/** Where values of AWSJSON are on their way to: what a resolver gave is written as JSON, a published response is one already. */
export type JsonOutput = 'write' | 'keep';

/** Gives a scalar of the schema AppSync's behaviour. */
export function installAwsScalar(type: GraphQLScalarType, jsonOutput: JsonOutput): void {
  const rule = rules[type.name];
  if (rule === undefined) {
    type.serialize = jsonOutput === 'write' ? (value) => JSON.stringify(value) : (value) => value;
    type.parseValue = parseJson;
    type.parseLiteral = (node) => parseJson(literalOf(node, type.name));
    return;
  }
  const parse = (value: unknown): unknown => {
    if (rule.accepts(value)) return value;
    throw new TypeError(`Unable to parse \`${show(value)}\` as a valid ${rule.noun}.`);
  };
  type.parseValue = parse;
  type.parseLiteral = (node) => parse(literalOf(node, type.name));
  type.serialize = (value) => {
    if (rule.accepts(value)) return value;
    throw new TypeError(`Unable to serialize \`${show(value)}\` as a valid ${rule.noun}.`);
  };
}

function textThat(holds: (text: string) => boolean): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && holds(value);
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') throw new TypeError(`Unable to parse \`${show(value)}\` as a valid JSON.`);
  try {
    return JSON.parse(value);
  } catch {
    throw new TypeError(`Unable to parse \`${value}\` as a valid JSON.`);
  }
}

function literalOf(node: ValueNode, typeName: string): unknown {
  if (node.kind === Kind.STRING) return node.value;
  if (node.kind === Kind.INT && typeName === 'AWSTimestamp') return Number(node.value);
  throw new TypeError(`A literal of kind ${node.kind} is not a valid ${typeName}.`);
}

function isCalendarDay(match: RegExpExecArray | null): boolean {
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Lengths and the North American plan only; AppSync knows the numbering plan of every country. */
function isPhoneNumber(text: string): boolean {
  if (!/^\+?[0-9]+(?:[ -]?[0-9]+)*$/.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  const northAmerican = text.startsWith('+') ? /^1(\d{10})$/.exec(digits)?.[1] : digits;
  if (northAmerican !== undefined) return /^[2-9]\d{2}[2-9]\d{6}$/.test(northAmerican);
  return !digits.startsWith('1') && !digits.startsWith('0') && digits.length >= 7 && digits.length <= 15;
}

function isAbsoluteUrl(text: string): boolean {
  return URL.canParse(text) && !new URL(text).pathname.includes('//');
}

function isIpAddress(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
