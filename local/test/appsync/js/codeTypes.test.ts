import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeTypeFaults } from '../../../appsync/js/types/codeTypeFaults.ts';
import { startRuntime } from '../../../start/startRuntime.ts';

const imports = `import { util, runtime } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
`;

const inHandlers = (statements: string, declarations = ''): string =>
  `${imports}${declarations}
export function request(ctx) { ${statements}; return {}; }
export function response(ctx) { return ctx.result; }
`;

const faultsOf = (code: string): string[] => codeTypeFaults(new Map([['Query.probe', code]]));

/** Forms whose refusal by AppSync was reported; the number is that of the report in aws/aws-appsync-community. */
const refused: [report: string, code: string, message: string][] = [
  [
    '#323, a spread argument',
    inHandlers("const args = ['a', 'b', { a: 1 }, { b: 2 }]; util.appendError(...args)"),
    'TS2556: A spread argument must either have a tuple type or be passed to a rest parameter.',
  ],
  [
    '#324, a destructured parameter whose property a call leaves out',
    inHandlers(
      "foo({ required: 'bar' })",
      'const foo = ({ required, optional }) => { util.appendError(`${required}${optional}`); };',
    ),
    "Property 'optional' is missing",
  ],
  ['#334, an element of another shape', inHandlers('let b = [{ a: 5 }]; b.push({ b: 6 })'), "Property 'a' is missing"],
  [
    '#402, another operator in a query object',
    inHandlers("let query = { id: { eq: 'a' } }; query.id = { beginsWith: 'b' }"),
    "Property 'eq' is missing",
  ],
  [
    'a property of a value that may be null',
    inHandlers('const found = [1].find((n) => n > 1); found.toFixed()'),
    'TS18048',
  ],
  ['an argument too many', inHandlers('two(1, 2, 3)', 'const two = (a, b) => a + b;'), 'TS2554'],
  ['an unknown member of util', inHandlers('util.nothing()'), 'TS2339'],
  ['a name that is declared nowhere', inHandlers('nothing()'), 'TS2304'],
];

const accepted: [form: string, code: string][] = [
  [
    '#324, the parameter taken whole',
    inHandlers("foo({ required: 'bar' })", 'const foo = (params) => params.optional ?? params.required;'),
  ],
  ['#334, elements pushed one by one', inHandlers('let b = []; b.push({ a: 5 }); b.push({ b: 6 })')],
  ['implicit any', inHandlers('const run = (a) => a.b.c; run(ctx)')],
  ['an early return and a log', inHandlers("if (!ctx.args.id) runtime.earlyReturn(); console.log('x')")],
  ['the DynamoDB module', inHandlers('ddb.get({ key: { id: ctx.args.id } })')],
];

describe('the type check of uploaded code', () => {
  it.each(refused)('refuses %s', (_, code, message) => {
    expect(faultsOf(code).join('\n')).toContain(message);
  });

  it.each(accepted)('accepts %s', (_, code) => {
    expect(faultsOf(code)).toEqual([]);
  });

  it('names the code, the line and the column of a fault', () => {
    const [fault] = codeTypeFaults(
      new Map([
        ['Query.good', inHandlers('')],
        ['Query.bad', inHandlers('util.nothing()')],
      ]),
    );

    expect(fault).toMatch(/^Query\.bad\(4,\d+\): error TS2339: /);
  });

  it('keeps the codes apart: a name of one is not a name of another', () => {
    const own = 'const mine = 1;';
    const codes = new Map([
      ['Query.one', inHandlers('', own)],
      ['Query.two', inHandlers('', own)],
      ['Query.three', inHandlers('util.error(mine)')],
    ]);

    expect(codeTypeFaults(codes)).toEqual([expect.stringContaining("error TS2304: Cannot find name 'mine'")]);
  });
});

describe('the local runtime', () => {
  it('refuses an assembly with a resolver that AppSync would refuse', async () => {
    const assemblyDir = mkdtempSync(join(tmpdir(), 'messaging-'));
    try {
      cpSync('cdk.out', assemblyDir, { recursive: true });
      const asset = readdirSync(assemblyDir).find(
        (name) =>
          name.endsWith('.js') && readFileSync(join(assemblyDir, name), 'utf8').includes('invalidateSubscriptions'),
      );
      const path = join(assemblyDir, asset ?? '');
      const code = readFileSync(path, 'utf8');
      writeFileSync(
        path,
        code
          .replace(/^function request|^var request/m, 'util.nothing();\n$&')
          .replace(/^/, "import { util as unused } from '@aws-appsync/utils';\n"),
      );

      await expect(startRuntime({ assemblyDir, port: 0 })).rejects.toThrow(
        /AppSync would refuse this resolver code:\n.*error TS\d+/,
      );
    } finally {
      rmSync(assemblyDir, { recursive: true });
    }
  });
});
