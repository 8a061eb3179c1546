import { isRecord } from '../../../base/json.ts';
import { isAbsent, isList, toList, toNumber, toText } from '../handler/arguments.ts';
import { CodeFault } from '../handler/CodeFault.ts';
import type { HostFunction, HostFunctions } from '../handler/HostFunctions.ts';

/** A DynamoDB attribute value. A number stays a number, `{ N: 12345 }`, as recorded from AWS. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** Lists become `L`, never a set. */
export function toAttributeValue(value: unknown): AttributeValue {
  if (isAbsent(value)) return { NULL: null };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (isList(value)) return { L: value.map(toAttributeValue) };
  if (isRecord(value)) return { M: toAttributeMap(value) };
  throw new CodeFault(`a ${typeof value} has no DynamoDB type`);
}

export function toAttributeMap(map: Readonly<Record<string, unknown>>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, toAttributeValue(value)]));
}

/** null for null, as the types say. */
const unlessAbsent =
  (convert: (value: unknown) => AttributeValue): HostFunction =>
  (value) =>
    isAbsent(value) ? null : convert(value);

function toTexts(value: unknown): string[] {
  return toList(value, 'the list').map((member) => toText(member, 'a member'));
}

function toFlag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new CodeFault('the value is not a boolean');
  return value;
}

export const setConversions = {
  toStringSet: unlessAbsent((list) => ({ SS: toTexts(list) })),
  toNumberSet: unlessAbsent((list) => ({ NS: toList(list, 'the list').map((member) => toNumber(member, 'a member')) })),
  toBinarySet: unlessAbsent((list) => ({ BS: toTexts(list) })),
} satisfies HostFunctions;

const toS3Object: HostFunction = (...args) => {
  const [key, bucket, region, version] = args;
  if (isAbsent(key) || isAbsent(bucket) || isAbsent(region)) return null;
  const s3 = { key: toText(key, 'key'), bucket: toText(bucket, 'bucket'), region: toText(region, 'region') };
  const versioned = isAbsent(version) ? s3 : { ...s3, version: toText(version, 'version') };
  return { S: JSON.stringify({ s3: versioned }) };
};

const fromS3ObjectJson: HostFunction = (json) => {
  try {
    return JSON.parse(toText(json, 'the S3 object')) as unknown;
  } catch {
    throw new CodeFault('the S3 object is not JSON');
  }
};

/** `util.dynamodb`: https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html */
export const attributeValues: HostFunctions = {
  ...setConversions,
  toDynamoDB: toAttributeValue,
  toString: unlessAbsent((value) => ({ S: toText(value, 'the value') })),
  toNumber: unlessAbsent((value) => ({ N: toNumber(value, 'the value') })),
  toBinary: unlessAbsent((value) => ({ B: toText(value, 'the value') })),
  toBoolean: unlessAbsent((value) => ({ BOOL: toFlag(value) })),
  toNull: () => ({ NULL: null }),
  toList: (value) => (isList(value) ? toAttributeValue(value) : null),
  toMap: (value) => (isRecord(value) ? toAttributeValue(value) : null),
  toMapValues: (value) => (isRecord(value) ? toAttributeMap(value) : null),
  toS3Object,
  fromS3ObjectJson,
};
