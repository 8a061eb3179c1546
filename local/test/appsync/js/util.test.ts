import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../appsync/js/handler/ResolverCode.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { aContext, bodied, errorOf, fixedId, fixedNow, load, run, runResponse, valueOf } from './evaluate.ts';

const headersOf = (evaluation: Evaluation) => ({ kind: evaluation.outcome.kind, headers: evaluation.responseHeaders });

describe('errors', () => {
  it('stop the handler, even within a callback', () => {
    const { outcome, logs } = run(
      '[1, 2].forEach((n) => util.error(`no ${n}`, "Conflict", { id: 1 }, { limit: 3 })); console.log("on");',
    );

    expect(outcome).toEqual({
      kind: 'error',
      error: { message: 'no 1', errorType: 'Conflict', data: { id: 1 }, errorInfo: { limit: 3 } },
    });
    expect(logs).toEqual([]);
  });

  it('have no type, data or info unless given', () => {
    expect(errorOf('util.error("no")')).toEqual({ message: 'no', errorType: null, data: null, errorInfo: null });
  });

  it('may be appended without a stop', () => {
    expect(run('util.appendError("a", "T"); util.appendError("b", "U", 1, 2); return 3;')).toMatchObject({
      outcome: { kind: 'value', value: 3 },
      appendedErrors: [
        { message: 'a', errorType: 'T', data: null, errorInfo: null },
        { message: 'b', errorType: 'U', data: 1, errorInfo: 2 },
      ],
    });
  });

  it('name field and type where access is not authorized', () => {
    expect(errorOf('util.unauthorized()')).toEqual({
      message: 'Not Authorized to access blockUser on type Mutation',
      errorType: 'Unauthorized',
      data: null,
      errorInfo: null,
    });
  });

  it('are faults of the code where the message is no string', () => {
    expect(errorOf('util.error(1)')).toMatchObject({
      errorType: 'Code',
      message: expect.stringContaining('code.js:') as string,
    });
  });
});

describe('ids', () => {
  it('come from the given source, the clock and chance', () => {
    expect(valueOf('util.autoId()')).toBe(fixedId);
    expect(valueOf('util.autoKsuid()')).toMatch(/^[0-9A-Za-z]{27}$/);
    expect(valueOf('util.autoUlid()')).not.toBe(valueOf('util.autoUlid()'));
  });

  it('begin with the time as the specification of ULID shows', () => {
    const { outcome } = load(bodied('return util.autoUlid();'), 1_469_918_176_385).invoke('request', aContext());
    expect(outcome).toEqual({
      kind: 'value',
      value: expect.stringMatching(/^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/) as string,
    });
  });

  it('sort by time as ULID and KSUID', () => {
    const at = (now: number, name: string) =>
      load(bodied(`return util.${name}();`), now).invoke('request', aContext()).outcome;
    const value = (outcome: Evaluation['outcome']) => (outcome.kind === 'value' ? String(outcome.value) : '');
    for (const name of ['autoUlid', 'autoKsuid']) {
      expect(value(at(fixedNow, name)) < value(at(fixedNow + 5_000, name))).toBe(true);
    }
  });
});

describe('text', () => {
  it.each([
    ['util.base64Encode("grüß")', 'Z3LDvMOf'],
    ['util.base64Decode("Z3LDvMOf")', 'grüß'],
    ['util.urlEncode("a b&c=ü*~(\')")', 'a+b%26c%3D%C3%BC*%7E%28%27%29'],
    ['util.urlDecode("a+b%26c%3D%C3%BC")', 'a b&c=ü'],
    ['util.escapeJavaScript("it\'s \\"a/b\\"\\n\\u00fc")', 'it\\\'s \\"a\\/b\\"\\n\\u00FC'],
    ['util.str.normalize("\\u0041\\u030a", "nfc")', '\u00c5'],
    ['util.str.normalize("\\u00c5", "nfd")', '\u0041\u030a'],
  ])('%s', (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });

  it.each([
    'util.base64Decode("*")',
    'util.urlDecode("%zz")',
    'util.str.normalize("a", "nfx")',
    'util.base64Encode(1)',
  ])('is a fault: %s', (expression) => {
    expect(errorOf(expression).errorType).toBe('Code');
  });
});

describe('regular expressions', () => {
  it.each([
    ['a*b', 'aaaab', true],
    ['a*b', 'xaab', false],
    ['a|b', 'ab', false],
    ['[A-Za-z0-9_.-]{3,64}', 'a.b-c_1', true],
    ['[^a-c]+', 'xyz', true],
    ['[^a-c]+', 'xbz', false],
    ['\\d{2}(?:-\\d{2})?', '12-34', true],
    ['\\w+', 'ü', false],
    ['\\s', '\u00a0', false],
    ['\\p{L}+', 'üñ', true],
    ['\\p{Alpha}+', 'ü', false],
    ['.', '\u{1F600}', true],
    ['.', '\u0085', false],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['a\\.b', 'a.b', true],
    ['a+?b{1,}', 'aabb', true],
    ['^ab$', 'ab', true],
    ['^ab$', 'ab\n', false],
    ['(?=a)[a-z]+', 'abc', true],
    ['a-b/c', 'a-b/c', true],
    ['[\\w.]+@[\\d\\-]+', 'a.b@1-2', true],
    ['\\x41\\u0042', 'AB', true],
    ['\\uD83D\\uDE00', '\u{1F600}', true],
    ['[\\uD83D\\uDE00-\\uD83D\\uDE02]', '\u{1F601}', true],
    ['[\\uD83D\\uDE00-\\uD83D\\uDE02]', '\u{1F603}', false],
    ['[\\uD800-\\uDFFF]', '\uD83D', true],
    ['[\\uD800-\\uDFFF]+', '\u{1F600}', false],
    [']', ']', true],
  ])('%s and %j: %s', (pattern, value, isMatch) => {
    expect(valueOf('util.matches(v[0], v[1])', [pattern, value])).toBe(isMatch);
  });

  it.each([
    '(?i)a',
    'a++',
    '(?>a)',
    '[a-z&&[aeiou]]',
    '\\bword\\b',
    '(a)\\1',
    '\\R',
    '(?<name>a)',
    '\\p{IsGreek}',
    '[[a]]',
  ])('are refused by name where they differ: %s', (pattern) => {
    expect(() => valueOf('util.matches(v, "a")', pattern)).toThrow(UnsupportedFeatureError);
  });

  it.each(['(a', 'a)', '[a', '*a', 'a{x}', '\\', '\\u00'])('are faults where Java refuses them: %s', (pattern) => {
    expect(errorOf('util.matches(v, "a")', pattern).errorType).toBe('Code');
  });

  it.each([
    ['"a.b.c".replace(".", "-")', '-.b.c'],
    ['"a.b.c".replaceAll(".", "-")', '-----'],
    ['"a.b.c".replaceAll("\\\\.", "-")', 'a-b-c'],
    ['"a-b-c".replaceAll("-", "")', 'abc'],
    ['"aab".replace("a+", "x")', 'xb'],
  ])('are what replace and replaceAll take: %s', (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });

  it('refuse $ and \\ in a replacement', () => {
    expect(() => valueOf('"a".replace("a", "$1")')).toThrow(UnsupportedFeatureError);
  });
});

describe('time', () => {
  it.each([
    ['nowISO8601()', '2021-02-03T04:05:06.007Z'],
    ['nowEpochSeconds()', fixedNow / 1000 - 0.007],
    ['nowEpochMilliSeconds()', fixedNow],
    ['nowFormatted("yyyy-MM-dd HH:mm:ssZ")', '2021-02-03 04:05:06+0000'],
    ['nowFormatted("yyyy-MM-dd HH:mm:ssZ", "Australia/Perth")', '2021-02-03 12:05:06+0800'],
    ['nowFormatted("EEE, d MMM yy h:mm a \'at\' SSSXXX", "America/New_York")', 'Tue, 2 Feb 21 11:05 PM at 007-05:00'],
    ['parseFormattedToEpochMilliSeconds("2018-02-01 17:21:05+0800", "yyyy-MM-dd HH:mm:ssZ")', 1517476865000],
    [
      'parseFormattedToEpochMilliSeconds("2018-02-01 17:21:05", "yyyy-MM-dd HH:mm:ss", "Australia/Perth")',
      1517476865000,
    ],
    ['parseISO8601ToEpochMilliSeconds("2018-02-01T17:21:05.180+08:00")', 1517476865180],
    ['epochMilliSecondsToSeconds(1517943695750)', 1517943695],
    ['epochMilliSecondsToISO8601(1517943695750)', '2018-02-06T19:01:35.750Z'],
    ['epochMilliSecondsToFormatted(1517943695750, "yyyy-MM-dd HH:mm:ssX")', '2018-02-06 19:01:35Z'],
    ['epochMilliSecondsToFormatted(1517943695750, "EEEE MMMM", "+02:00")', 'Tuesday February'],
    ['parseFormattedToEpochMilliSeconds("2021-11-07 01:30", "yyyy-MM-dd HH:mm", "America/New_York")', 1636263000000],
    ['parseFormattedToEpochMilliSeconds("2021-03-14 02:30", "yyyy-MM-dd HH:mm", "America/New_York")', 1615707000000],
  ])('util.time.%s', (expression, value) => {
    expect(valueOf(`util.time.${expression}`)).toBe(value);
  });

  it.each([
    'parseFormattedToEpochMilliSeconds("2021-02-30 01:00", "yyyy-MM-dd HH:mm")',
    'parseFormattedToEpochMilliSeconds("x", "yyyy-MM-dd HH:mm")',
    'parseISO8601ToEpochMilliSeconds("2018-02-01")',
    'nowFormatted("yyyy", "Nowhere/City")',
    'epochMilliSecondsToISO8601("1")',
  ])('is a fault: util.time.%s', (expression) => {
    expect(errorOf(`util.time.${expression}`).errorType).toBe('Code');
  });

  it.each(['YYYY', 'DDD', 'VV', 'n', 'G'])('refuses the letters %s by name', (letters) => {
    expect(() => valueOf('util.time.nowFormatted(v)', letters)).toThrow(new RegExp(letters));
  });
});

describe('math', () => {
  it.each([
    ['roundNum(2.5)', 3],
    ['roundNum(-2.5)', -2],
    ['minVal(1, 2)', 1],
    ['maxVal(1, 2)', 2],
    ['randomWithinRange(3, 4)', 3],
  ])('util.math.%s', (expression, value) => {
    expect(valueOf(`util.math.${expression}`)).toBe(value);
  });

  it('gives doubles from 0 to 1', () => {
    expect(valueOf('[util.math.randomDouble()].every((n) => n >= 0 && n < 1)')).toBe(true);
  });
});

describe('authType', () => {
  it.each([
    [null, 'API Key Authorization'],
    [{ accountId: '0', userArn: 'arn', username: 'r:s' }, 'IAM Authorization'],
    [{ sub: 's', username: 'u', claims: {}, issuer: 'i' }, 'User Pool Authorization'],
    [{ sub: 's', claims: {}, issuer: 'i' }, 'Open ID Connect Authorization'],
  ])('of %j is %s', (identity, type) => {
    expect(run('return util.authType();', { identity }).outcome).toEqual({ kind: 'value', value: type });
  });
});

describe('http', () => {
  it('adds headers; the last one of a name stays', () => {
    const evaluation = run(
      'util.http.addResponseHeader("n", 7); util.http.addResponseHeaders({ n: 8, o: { a: "b" } });',
    );
    expect(headersOf(evaluation)).toEqual({ kind: 'value', headers: { n: '8', o: '{"a":"b"}' } });
  });

  it.each(['"x-amzn-a", 1', '"X-Amz-b", 1', '"content-type", "a"', '"a b", 1', '"a", "b\\r\\nc: d"'])(
    'refuses %s',
    (header) => {
      expect(errorOf(`util.http.addResponseHeader(${header})`).errorType).toBe('Code');
    },
  );

  it('refuses headers of more than 4 KB together', () => {
    expect(errorOf('util.http.addResponseHeader("a", v)', 'x'.repeat(4 * 1024)).errorType).toBe('Code');
  });

  it('copies headers that may go on', () => {
    expect(valueOf('util.http.copyHeaders(v)', { Host: 'a', accept: 'b', 'Content-Length': '1' })).toEqual({
      accept: 'b',
    });
  });
});

describe('extensions', () => {
  const subscription = { info: { ...aContext().info, parentTypeName: 'Subscription' } };
  const filter = { filterGroup: [{ filters: [{ fieldName: 'a', operator: 'eq', value: 1 }] }] };

  it('set the filters of a subscription', () => {
    const body =
      'extensions.setSubscriptionFilter(ctx.args.f); extensions.setSubscriptionInvalidationFilter(ctx.args.f); return null;';
    expect(runResponse(body, { ...subscription, arguments: { f: filter } })).toMatchObject({
      subscriptionFilter: filter,
      subscriptionInvalidationFilter: filter,
    });
    expect('subscriptionFilter' in runResponse('return null;', subscription)).toBe(false);
  });

  it('invalidate subscriptions from a mutation', () => {
    const body =
      'extensions.invalidateSubscriptions({ subscriptionField: "onMessage", payload: { userId: 1 } }); return null;';
    expect(runResponse(body).invalidations).toEqual([{ subscriptionField: 'onMessage', payload: { userId: 1 } }]);
  });

  it('are refused in other places', () => {
    expect(() => runResponse('extensions.setSubscriptionFilter({ filterGroup: [] });')).toThrow(
      UnsupportedFeatureError,
    );
    expect(() => run('extensions.invalidateSubscriptions({ subscriptionField: "a", payload: {} });')).toThrow(
      UnsupportedFeatureError,
    );
  });
});

describe('what is not supported', () => {
  it.each([
    'util.xml.toMap("<a/>")',
    'util.xml.toJsonString("<a/>")',
    'util.rds.toJsonObject("{}")',
    'util.transform.toElasticsearchQueryDSL({})',
    'extensions.evictFromApiCache("Query", "me", {})',
  ])('names itself: %s', (expression) => {
    expect(() => valueOf(expression)).toThrow(expression.slice(0, expression.indexOf('(')));
  });
});
