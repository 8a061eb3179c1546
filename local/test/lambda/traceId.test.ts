import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionStepOf, requestIdOf, segmentOf, traceIdOf } from '../../lambda/traceId.ts';

describe('traceIdOf', () => {
  it('writes a tracing header that gives every request id back', () => {
    fc.assert(
      fc.property(fc.uuid(), (requestId) => {
        const header = traceIdOf(requestId);

        expect(header).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
        expect(requestIdOf(header)).toBe(requestId);
      }),
    );
  });

  it('refuses a request id that does not fit the header', () => {
    expect(() => traceIdOf('request-1')).toThrow(TypeError);
  });
});

describe('requestIdOf', () => {
  it.each([undefined, '', 'Root=1-abc-def', 'Parent=0123456789abcdef'])('finds no request id in %j', (header) => {
    expect(requestIdOf(header)).toBeUndefined();
  });

  it('finds the request id wherever Root stands', () => {
    expect(requestIdOf('Self=1;Root=1-00112233-445566778899aabbccddeeff;Lineage=x')).toBe(
      '00112233-4455-6677-8899-aabbccddeeff',
    );
  });
});

describe('functionStepOf', () => {
  it('finds the invocation and the step that an environment added', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 1, max: 999_999 }), (requestId, awsRequestId, step) => {
        const header = `${traceIdOf(requestId, awsRequestId)};Step=${step}`;

        expect(functionStepOf(header)).toEqual({ invocation: segmentOf(awsRequestId), step });
      }),
    );
  });

  it.each([undefined, '', traceIdOf('00112233-4455-6677-8899-aabbccddeeff'), 'Parent=0123456789abcdef;Step=x'])(
    'finds none in %j',
    (header) => {
      expect(functionStepOf(header)).toBeUndefined();
    },
  );
});
