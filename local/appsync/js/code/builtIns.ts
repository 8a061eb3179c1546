/**
 * The built-in members of APPSYNC_JS; all others are absent.
 * https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 * Left out although listed there: `String.raw`, which AWS's own lint denies. Left out because unlisted, although
 * published resolvers use them: `Array.prototype.includes`, `String.prototype.includes`; `Array.isArray` was reported
 * missing: https://github.com/aws/aws-appsync-community/issues/295. Added although unlisted:
 * `String.prototype.substring`, which AWS's own sample resolvers use
 * (aws-samples/aws-appsync-resolver-samples, samples/dynamodb/queries/all-items-today.js).
 */
export const builtIns = {
  arrayMethods: [
    'concat',
    'every',
    'fill',
    'filter',
    'find',
    'findIndex',
    'findLast',
    'findLastIndex',
    'flat',
    'flatMap',
    'forEach',
    'indexOf',
    'join',
    'lastIndexOf',
    'map',
    'pop',
    'push',
    'reduce',
    'reduceRight',
    'reverse',
    'shift',
    'slice',
    'some',
    'sort',
    'splice',
    'unshift',
  ],
  stringMethods: [
    'charAt',
    'concat',
    'endsWith',
    'indexOf',
    'lastIndexOf',
    'replace',
    'replaceAll',
    'slice',
    'split',
    'startsWith',
    'substring',
    'toLowerCase',
    'toUpperCase',
    'trim',
    'trimEnd',
    'trimStart',
  ],
  statics: {
    Math: ['ceil', 'floor', 'max', 'min', 'random', 'round'],
    Number: ['isFinite', 'isNaN'],
    Object: ['assign', 'entries', 'hasOwn', 'keys', 'values'],
  },
  globals: [
    'Infinity',
    'JSON',
    'Math',
    'NaN',
    'Number',
    'Object',
    'console',
    'extensions',
    'runtime',
    'undefined',
    'util',
  ],
} as const;

/** The methods that may be given a function, by AWS's lint rule `no-function-passing`. */
export const callbackMethods: ReadonlySet<string> = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'reduceRight',
  'some',
]);
