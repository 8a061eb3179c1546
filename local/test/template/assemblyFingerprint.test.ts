import { describe, expect, it } from 'vitest';
import { assemblyFingerprint } from '../../template/assemblyFingerprint.ts';
import { writeAssembly } from './writeAssembly.ts';

const KEY = { AttributeName: 'id', KeyType: 'HASH' };
const INDEXES = ['a', 'b'].map((IndexName) => ({ IndexName, KeySchema: [KEY] }));

const fingerprint = (properties: Record<string, unknown>, more: Record<string, unknown> = {}): string => {
  const table = { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [KEY], ...properties } };
  using assembly = writeAssembly({ template: { Resources: { Table: table, ...more } } });
  return assemblyFingerprint(assembly.dir);
};

describe('assemblyFingerprint', () => {
  it('stays where the shape of tables and pools stays', () => {
    const topic = { Topic: { Type: 'AWS::SNS::Topic' } };
    const timeToLive = { TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } };

    expect(fingerprint(timeToLive, topic)).toBe(fingerprint({}));
    expect(fingerprint({ GlobalSecondaryIndexes: [...INDEXES].reverse() })).toBe(
      fingerprint({ GlobalSecondaryIndexes: INDEXES }),
    );
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a key', { KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }] }, {}],
    ['an index', { GlobalSecondaryIndexes: INDEXES }, {}],
    ['a new table', {}, { Other: { Type: 'AWS::DynamoDB::GlobalTable' } }],
    ['a new pool', {}, { Pool: { Type: 'AWS::Cognito::UserPool' } }],
  ])('changes with %s', (_, properties, more) => {
    expect(fingerprint(properties, more)).not.toBe(fingerprint({}));
  });
});
