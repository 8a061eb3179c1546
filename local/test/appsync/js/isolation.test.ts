import { describe, expect, it } from 'vitest';
import { aContext, bodied, imports, load, run, valueOf } from './evaluate.ts';

describe('a way out of the context', () => {
  it.each([
    'ctx.constructor',
    'ctx.args.constructor',
    'ctx.info.selectionSetList.constructor',
    'util.error.constructor',
    'util.constructor',
    'util.dynamodb.toMap.constructor',
    'ddb.get.constructor',
    'console.log.constructor',
    'extensions.constructor',
    '[].constructor',
    '"".constructor',
    '(1).constructor',
    'true.constructor',
    'Object.constructor',
    'Object.keys.constructor',
    'Math.max.constructor',
    'JSON.parse.constructor',
    '[].map.constructor',
    '"".replace.constructor',
    'util.dynamodb.toMap({ a: 1 }).constructor',
    'ctx.__proto__',
    'Object.getPrototypeOf',
    'util.autoId.caller',
  ])('is not %s', (path) => {
    expect(valueOf(`${path} === undefined`)).toBe(true);
  });

  it('is not a function of the code itself', () => {
    expect(run('const f = (x) => x; return f.constructor === undefined && f.apply === undefined;').outcome).toEqual({
      kind: 'value',
      value: true,
    });
  });

  it.each([
    'util.autoId = 1;',
    'util.x = 1;',
    'Object.keys = 1;',
    'const a = [].map; a.x = 1;',
    'ctx.stash = {};',
    'ctx.x = 1;',
  ])('is not to write: %s is a fault', (body) => {
    expect(run(body).outcome).toMatchObject({ kind: 'error', error: { errorType: 'Code' } });
  });
});

describe('data at the border', () => {
  it('goes in and out as copies', () => {
    const nested = { a: [1] };
    const { outcome } = run('ctx.args.nested.a.push(2); return ctx.args.nested;', { arguments: { nested } });

    expect(outcome).toEqual({ kind: 'value', value: { a: [1, 2] } });
    expect(nested).toEqual({ a: [1] });
    expect(outcome.kind === 'value' && Object.getPrototypeOf(outcome.value)).toBe(Object.prototype);
  });

  it('keeps __proto__ a plain key in both directions', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as Record<string, unknown>;
    const { outcome } = run(
      'const copy = { ...ctx.args.hostile }; copy["__proto__"].more = 1; return { copy, polluted: {}.polluted ?? null, own: Object.keys(copy) };',
      { arguments: { hostile } },
    );

    expect(outcome.kind === 'value' && JSON.stringify(outcome.value)).toBe(
      '{"copy":{"__proto__":{"polluted":true,"more":1},"constructor":1},"polluted":null,"own":["__proto__","constructor"]}',
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses what is nested in itself', () => {
    expect(run('const a = {}; a.a = a; return a;').outcome).toMatchObject({ error: { errorType: 'Code' } });
    expect(run('const a = []; a.push(a); ctx.stash.a = a; return 1;').outcome).toMatchObject({
      error: { errorType: 'Code' },
    });
  });
});

describe('requests', () => {
  it('never see what another one left in the module', () => {
    const code = load(`${imports}
      let count = 0;
      const seen = {};
      export function request(ctx) { count += 1; seen[ctx.args.id] = true; return { count, seen: Object.keys(seen) }; }
      export function response() { return { count }; }`);

    const answers = ['ana', 'bo'].map((id) => code.invoke('request', aContext({ arguments: { id } })).outcome);

    expect(answers).toEqual(['ana', 'bo'].map((id) => ({ kind: 'value', value: { count: 1, seen: [id] } })));
    expect(code.invoke('response', aContext()).outcome).toEqual({ kind: 'value', value: { count: 0 } });
  });

  it('leave no errors, logs or headers to the next one', () => {
    const code = load(
      bodied(
        'if (ctx.args.first) { util.appendError("x"); console.log(1); util.http.addResponseHeader("a", 1); } return 1;',
      ),
    );

    code.invoke('request', aContext({ arguments: { first: true } }));

    expect(code.invoke('request', aContext())).toEqual({
      outcome: { kind: 'value', value: 1 },
      appendedErrors: [],
      logs: [],
      responseHeaders: {},
      invalidations: [],
    });
  });

  it('go on after one that was ended', () => {
    const code = load(bodied('if (ctx.args.bad) util.error("no"); return 1;'));

    expect(code.invoke('request', aContext({ arguments: { bad: true } })).outcome.kind).toBe('error');
    expect(code.invoke('request', aContext()).outcome).toEqual({ kind: 'value', value: 1 });
  });
});
