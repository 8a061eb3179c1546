import { describe, expect, it } from 'vitest';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { aContext, bodied, imports, load, run, runResponse, valueOf } from './evaluate.ts';

const faultOf = (body: string) => {
  const { outcome } = run(body);
  if (outcome.kind !== 'error') throw new Error(`no fault but ${JSON.stringify(outcome)}`);
  return outcome.error;
};

describe('loading', () => {
  it('accepts exported functions, export lists and renamed locals', () => {
    const code = load(`${imports}
      const request2 = () => ({ payload: 1 });
      function answer(ctx) { return ctx.result; }
      export { request2 as request, answer as response };`);

    expect(code.invoke('request', aContext()).outcome).toEqual({ kind: 'value', value: { payload: 1 } });
    expect(code.invoke('response', aContext({ result: [1] })).outcome).toEqual({ kind: 'value', value: [1] });
  });

  it.each(['request', 'response'])('refuses code that does not export %s', (missing) => {
    const other = missing === 'request' ? 'response' : 'request';
    expect(() => load(`export function ${other}() { return {}; }`)).toThrow(
      new RegExp(`Mutation\\.blockUser.*exported function ${missing}`),
    );
  });

  it('refuses code of more than 32,768 characters and accepts that many', () => {
    const code = bodied('return 1;');
    const filled = `${code}//${'x'.repeat(32_768 - code.length - 2)}`;

    expect(load(filled)).toBeDefined();
    expect(() => load(`${filled}x`)).toThrow(/32769 characters/);
  });

  it('says where text is not JavaScript', () => {
    expect(() => load('export function request( {')).toThrow(/Mutation\.blockUser.*\(1:/);
  });

  it.each([
    ['try { ctx.stash.a = 1; } finally { }', 'try'],
    ['throw 1;', 'throw'],
    ['while (true) { }', 'while'],
    ['do { } while (true);', 'do-while'],
    ['for (let i = 0; i < 3; i += 1) { }', 'for(;;)'],
    ['for (const x of []) { continue; }', 'continue'],
    ['outer: for (const x of []) { break outer; }', 'labels'],
    ['let i = 0; i++;', '++'],
    ['return ~1;', '~'],
    ['return "a" in ctx;', 'operator in'],
    ['return ctx instanceof Object;', 'instanceof'],
    ['return /a/;', 'regular expression literals'],
    ['return 1n;', 'bigint'],
    ['class A { }', 'classes'],
    ['const a = class { };', 'classes'],
    ['return this;', 'this'],
    ['return new Object();', 'new'],
    ['const f = async () => 1;', 'async'],
    ['const f = function* () { };', 'generators'],
    ['return import("fs");', 'dynamic imports'],
    ['return { get a() { return 1; } };', 'getters'],
    ['return { __proto__: ctx };', '__proto__'],
    ['const f = () => () => 1;', 'returning a function'],
    ['(() => 1)();', 'called where they are written'],
    ['const f = () => 1; f.call(null);', 'method call'],
    ['const f = (g) => g; f(() => 1);', 'passing a function'],
    ['const f = (x) => x; return [1].map(f);', 'passing a function'],
    ['return [2, 1].sort((a, b) => a - b);', 'passing a function'],
    ['return Date.now();', 'variable Date'],
    ['return process;', 'variable process'],
    ['return globalThis;', 'variable globalThis'],
    ['return eval("1");', 'variable eval'],
    ['return Function("return 1")();', 'variable Function'],
    ['return arguments;', 'variable arguments'],
    ['return Symbol.iterator;', 'variable Symbol'],
    ['return Promise;', 'variable Promise'],
    ['return setTimeout;', 'variable setTimeout'],
    ['return __appsyncModules;', '__appsync'],
  ])('refuses %s', (body, reason) => {
    expect(() => load(bodied(body))).toThrow(reason);
  });

  it('refuses recursion, also by way of another function', () => {
    expect(() => load(`function f(n) { return f(n); } ${bodied('return f(1);')}`)).toThrow(/recursion \(f → f\)/);
    expect(() => load(`const f = () => g(); const g = () => f(); ${bodied('return f();')}`)).toThrow(/f → g → f/);
  });

  it('accepts a local that has the name of a calling function', () => {
    const source = `const g = (x) => f(x); function f(g) { const h = (y) => y; return h(g); } ${bodied('return g(1);')}`;
    expect(load(source).invoke('request', aContext()).outcome).toEqual({ kind: 'value', value: 1 });
  });

  it.each(["import fs from 'fs'", "import { x } from './x.js'", "import { nothing } from '@aws-appsync/utils'"])(
    'refuses %s',
    (statement) => {
      expect(() => load(`${statement};\n${bodied('return 1;')}`)).toThrow(/does not have/);
    },
  );

  it('refuses sync of the DynamoDB module, as AWS does', () => {
    expect(() => load(`import { sync } from '@aws-appsync/utils/dynamodb'; ${bodied('return 1;')}`)).toThrow(/sync/);
  });

  it.each(['rds', 'ai'])('says that the module %s is not supported', (name) => {
    expect(() => load(`import * as m from '@aws-appsync/utils/${name}'; ${bodied('return 1;')}`)).toThrow(
      UnsupportedFeatureError,
    );
  });

  it('does not call a tagged template illegal that a module of AWS has', () => {
    const code = "import { sql } from '@aws-appsync/utils/rds'; export function request() { return sql`select 1`; }";

    expect(() => load(code)).toThrow(UnsupportedFeatureError);
  });
});

describe('running', () => {
  it('gives handlers the context, with args equal to arguments', () => {
    const { outcome } = runResponse(
      'return { same: ctx.args === ctx.arguments, id: ctx.args.id, env: ctx.env.T, p: ctx.prev.result, r: ctx.result, e: ctx.error };',
      {
        arguments: { id: 'x' },
        env: { T: 'Users' },
        prev: { result: 7 },
        result: { a: 1 },
        error: { message: 'm', type: 't' },
      },
    );

    expect(outcome).toEqual({
      kind: 'value',
      value: { same: true, id: 'x', env: 'Users', p: 7, r: { a: 1 }, e: { message: 'm', type: 't' } },
    });
  });

  it('puts what a handler stashed into the context, also when it returns early', () => {
    const context = aContext({ stash: { before: 1 } });
    const code = load(bodied('ctx.stash.list = [ctx.stash.before]; runtime.earlyReturn({ ok: true });'));

    expect(code.invoke('request', context).outcome).toEqual({
      kind: 'earlyReturn',
      value: { ok: true },
      skipTo: 'NEXT',
    });
    expect(context.stash).toEqual({ before: 1, list: [1] });
  });

  it('returns early to the end when told so, and with null when given nothing', () => {
    expect(run('runtime.earlyReturn({ a: 1 }, { skipTo: "END" });').outcome).toEqual({
      kind: 'earlyReturn',
      value: { a: 1 },
      skipTo: 'END',
    });
    expect(run('runtime.earlyReturn();').outcome).toEqual({ kind: 'earlyReturn', value: null, skipTo: 'NEXT' });
  });

  it('turns undefined into null', () => {
    expect(run('return { a: undefined, b: [undefined] };').outcome).toEqual({
      kind: 'value',
      value: { a: null, b: [null] },
    });
    expect(run('').outcome).toEqual({ kind: 'value', value: null });
  });

  it.each([
    'return 0 / 0;',
    'return { f: ctx.args.a.b };',
    'return { f: () => 1 };',
    'ctx.args = {};',
    'return "" + {};',
  ])('makes %s a fault of type Code', (body) => {
    expect(faultOf(body)).toMatchObject({ errorType: 'Code', data: null, errorInfo: null });
  });

  it('says at which place of the code a fault is', () => {
    const source = `${imports}export const request = (ctx) => {\n  return ctx.args.a.b;\n};\nexport const response = () => 1;`;
    const { outcome } = load(source).invoke('request', aContext());

    expect(outcome).toMatchObject({
      error: { message: expect.stringMatching(/^code\.js:5:\d+: TypeError: /) as string },
    });
  });

  it('describes a fault whatever formats the stacks of this process', () => {
    const formatter: unknown = Reflect.get(Error, 'prepareStackTrace');
    Reflect.set(Error, 'prepareStackTrace', () => {
      throw new Error('no frame of the code can be formatted');
    });
    try {
      expect(faultOf('return ctx.args.a.b;').message).toMatch(/^code\.js:\d+:\d+: TypeError: /);
      expect(faultOf('return util.dynamodb.fromDynamoDB();').message).toMatch(/^code\.js:\d+:\d+: /);
    } finally {
      Reflect.set(Error, 'prepareStackTrace', formatter);
    }
  });

  it('keeps a value of more than 5 MB in', () => {
    const body =
      'let s = "xxxxxxxxxx"; for (const i of [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]) s = s + s; return s;';
    expect(faultOf(body).message).toMatch(/5 MB/);
  });

  it('ends loops after 1,000 iterations, callbacks of array methods among them', () => {
    expect(faultOf('const a = [1]; for (const x of a) a.push(x);').message).toMatch(/1000 iterations/);
    const list = Array.from({ length: 1_000 }, (_, index) => index);
    expect(run('return ctx.args.list.map((x) => x).length;', { arguments: { list } }).outcome).toEqual({
      kind: 'value',
      value: 1_000,
    });
    expect(
      run('return ctx.args.list.map((x) => ({ x })).length;', { arguments: { list: [...list, 1] } }).outcome,
    ).toMatchObject({ error: { errorType: 'Code' } });
  });

  it('ends what recurs by way of an object', () => {
    expect(faultOf('const o = { f: (n) => n < 1 ? 0 : o.f(n - 1) + o.f(n - 1) }; return o.f(50);').message).toMatch(
      /calls/,
    );
  });

  it('collects what is logged', () => {
    expect(run('console.log("a", { b: 1 }, null); console.error(2);').logs).toEqual([
      { level: 'log', text: 'a {"b":1} null' },
      { level: 'error', text: '2' },
    ]);
  });

  it.each([
    ['const f = (x = 2, ...rest) => x + rest.length; return f(undefined, 1, 1);', 4],
    ['const { a, ...rest } = { a: 1, b: 2 }; return { ...rest, c: a };', { b: 2, c: 1 }],
    ['const [x, ...y] = [1, 2, 3]; return [...y, x];', [2, 3, 1]],
    ['let s = ""; for (const k in { a: 1, b: 2 }) s += k; return `${s}!`;', 'ab!'],
    ['return [[1], [2]].flatMap((l) => l.map((x) => x * 2));', [2, 4]],
    ['return ctx.args.none?.deep ?? "fallback";', 'fallback'],
    ['switch (2) { case 1: return 1; default: return typeof void 0; }', 'undefined'],
    ['const o = { a: 1 }; delete o.a; return Object.keys(o);', []],
    ['return [3, 1, 2].sort();', [1, 2, 3]],
    ['return Math.max(1, Math.floor(2.7));', 2],
    ['return Object.hasOwn({ a: 1 }, "a");', true],
    ['return JSON.parse(JSON.stringify({ a: [1] }));', { a: [1] }],
    ['return JSON.parse("{");', null],
    ['return [Number.isNaN(NaN), Number.isFinite(Infinity)];', [true, false]],
    ['const a = []; for (const x of [1, 2]) for (const y of [3]) a.push(x * y); return a;', [3, 6]],
    ['return "a-b".split("-").reduce((all, x) => all + x, ">");', '>ab'],
    ['return util.time.nowISO8601().substring(0, 10);', '2021-02-03'],
  ])('runs %s', (body, value) => {
    expect(run(body).outcome).toEqual({ kind: 'value', value });
  });

  it.each(['includes', 'at', 'entries', 'toString', 'values', 'keys', 'copyWithin'])(
    'has no Array.prototype.%s',
    (name) => {
      expect(valueOf(`[].${name} === undefined`)).toBe(true);
    },
  );

  it.each(['includes', 'padStart', 'match', 'charCodeAt', 'repeat', 'toString', 'at', 'localeCompare', 'normalize'])(
    'has no String.prototype.%s',
    (name) => {
      expect(valueOf(`"".${name} === undefined`)).toBe(true);
    },
  );
});
