import fc from 'fast-check';
import { GraphQLScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { installAwsScalar } from '../../../appsync/api/load/awsScalars.ts';

function create(name: string): GraphQLScalarType {
  const type = new GraphQLScalarType({ name });
  installAwsScalar(type, 'write');
  return type;
}

const accepts = (name: string, value: unknown): boolean => {
  try {
    create(name).parseValue(value);
    return true;
  } catch {
    return false;
  }
};

describe("AppSync's scalars", () => {
  it.each([
    [
      'AWSDate',
      ['1970-01-01', '2024-02-29', '1970-01-01Z', '1970-01-01-07:00', '1970-01-01+05:30:15'],
      ['2023-02-29', '1970-13-01', '70-01-01', '1970-01-01T00:00Z', 1],
    ],
    [
      'AWSTime',
      ['12:00', '12:00:34', '12:00:34.123456789Z', '12:00+05:30'],
      ['24:00', '12', '12:00:34.1234567890', '12:60'],
    ],
    [
      'AWSDateTime',
      ['1970-01-01T12:00:00Z', '1970-01-01T12:00Z', '1970-01-01T12:00:00.123+05:30', '-0001-01-01T12:00Z'],
      ['1970-01-01T12:00:00', '1970-01-01', '2023-02-29T00:00Z', ''],
    ],
    ['AWSTimestamp', [0, -1, 1_700_000_000], [1.5, '1', null, Infinity]],
    ['AWSEmail', ['a@b.co', 'a.b+c@example.com'], ['a', 'a@', '@b', 'a b@c.d']],
    ['AWSPhone', ['+12065551212', '206-555-1212', '+49 30 901820'], ['1110004444', '+1', 'abc', '12-']],
    [
      'AWSURL',
      ['https://example.com/a', 'mailto:a@b.c', 'ftp://x/y'],
      ['/a', 'example.com', 'https://example.com/a//b'],
    ],
    [
      'AWSIPAddress',
      ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'],
      ['256.0.0.1', '10.0.0.0/33', '::1/129', 'x', '1.1.1.1/8/8'],
    ],
    ['AWSJSON', ['true', '1', '"x"', '{"a":[]}'], ['{a:1}', '', {}, 1, undefined]],
  ] as const)('%s takes and refuses what AppSync does', (name, good: readonly unknown[], bad: readonly unknown[]) => {
    for (const value of good) expect([value, accepts(name, value)]).toEqual([value, true]);
    for (const value of bad) expect([value, accepts(name, value)]).toEqual([value, false]);
  });

  it('AWSDateTime takes every instant that Date writes, unchanged', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(create('AWSDateTime').parseValue(date.toISOString())).toBe(date.toISOString());
        },
      ),
    );
  });

  it('AWSJSON gives back the value that was written as JSON, and writes any value as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const type = create('AWSJSON');
        const text = JSON.stringify(value);
        expect(type.parseValue(text)).toEqual(JSON.parse(text));
        expect(type.serialize(value)).toBe(text);
      }),
    );
  });
});
