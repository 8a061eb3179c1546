/**
 * Runs inside the context that the code of one resolver has for itself, before that code: takes away all that
 * APPSYNC_JS does not have, freezes the rest, and lets data in as copies. The code sees objects of its own context only:
 * the functions of the host stay in the closures here, and are given and give back nothing but data.
 *
 * @typedef {{ [name: string]: number | Tree }} Tree Functions of the host by number.
 * @typedef {{ [key: string]: unknown }} Data
 * @typedef {{ [handler: string]: (ctx: object) => unknown }} Handlers
 * @typedef {object} Host
 * @property {(index: number, args: unknown[]) => unknown} dispatch Answers `stop` when the handler has to end.
 * @property {symbol} stop
 * @property {(what: 'iterations' | 'calls') => void} exhausted
 * @property {{ iterations: number, calls: number }} limits
 * @property {{ arrayMethods: readonly string[], stringMethods: readonly string[],
 *   statics: { [name: string]: readonly string[] }, globals: readonly string[] }} builtIns
 * @property {{ globals: { [name: string]: Tree }, modules: { [name: string]: Tree },
 *   replace: number, replaceAll: number, parse: number, stringify: number }} functions
 */
/**
 * @param {Host} host
 * @returns {{ link(factory: Function): void, invoke(handler: string, ctx: Data): unknown, stash(): unknown }}
 */
export function createRealm(host) {
  'use strict';
  const { ownKeys, deleteProperty, apply } = Reflect;
  const { freeze, getPrototypeOf, keys } = Object;
  const { isArray } = Array;
  const globals = /** @type {Data} */ (/** @type {unknown} */ (globalThis));
  const nativeStatics = { Math, Number, Object };

  /** @type {object} */
  const halt = freeze({});

  /** @type {(value: unknown) => unknown} */
  const adopt = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    if (isArray(value)) {
      /** @type {unknown[]} */
      const list = [];
      for (let index = 0; index < value.length; index += 1) list[index] = adopt(value[index]) ?? null;
      return list;
    }
    const source = /** @type {Data} */ (value);
    /** @type {Data} */
    const copy = {};
    for (const key of keys(source)) if (source[key] !== undefined) copy[key] = adopt(source[key]);
    return copy;
  };

  /** @type {(index: number, args: unknown[]) => unknown} */
  const callHost = (index, args) => {
    const answer = host.dispatch(index, args);
    if (answer === host.stop) throw halt;
    return adopt(answer);
  };

  /** @type {(tree: Tree) => object} */
  const toObject = (tree) => {
    /** @type {Data} */
    const object = {};
    for (const name of keys(tree)) {
      const member = /** @type {number | Tree} */ (tree[name]);
      object[name] =
        typeof member === 'number'
          ? freeze((/** @type {unknown[]} */ ...args) => callHost(member, args))
          : toObject(member);
    }
    return freeze(object);
  };

  /** @type {(object: object, allowed: readonly PropertyKey[]) => void} */
  const keepOnly = (object, allowed) => {
    for (const key of ownKeys(object)) {
      let isAllowed = false;
      for (let index = 0; index < allowed.length; index += 1) if (allowed[index] === key) isAllowed = true;
      if (!isAllowed) deleteProperty(object, key);
    }
    freeze(object);
  };

  /** @type {(name: string) => object} */
  const staticsOf = (name) => {
    const native = /** @type {Data} */ (/** @type {unknown} */ (nativeStatics[/** @type {'Math'} */ (name)]));
    /** @type {Data} */
    const object = {};
    const names = /** @type {readonly string[]} */ (host.builtIns.statics[name]);
    for (let index = 0; index < names.length; index += 1) {
      const member = /** @type {string} */ (names[index]);
      object[member] = freeze(/** @type {object} */ (native[member]));
    }
    return freeze(object);
  };

  const { functions, builtIns } = host;
  const { iterator } = Symbol;
  /** @type {Data} */
  const own = {
    JSON: toObject({ parse: functions.parse, stringify: functions.stringify }),
  };
  for (const name of keys(builtIns.statics)) own[name] = staticsOf(name);
  for (const name of keys(functions.globals)) own[name] = toObject(/** @type {Tree} */ (functions.globals[name]));
  /** @type {Data} */
  const modules = {};
  for (const name of keys(functions.modules)) modules[name] = toObject(/** @type {Tree} */ (functions.modules[name]));
  freeze(modules);

  const replacers = {
    /** @this {unknown} */
    replace(/** @type {unknown[]} */ ...args) {
      return callHost(functions.replace, [this, ...args]);
    },
    /** @this {unknown} */
    replaceAll(/** @type {unknown[]} */ ...args) {
      return callHost(functions.replaceAll, [this, ...args]);
    },
  };
  String.prototype.replace = /** @type {typeof String.prototype.replace} */ (replacers.replace);
  String.prototype.replaceAll = /** @type {typeof String.prototype.replaceAll} */ (replacers.replaceAll);

  const arrayIterator = getPrototypeOf([].values());
  keepOnly(getPrototypeOf(arrayIterator), []);
  keepOnly(arrayIterator, ['next']);
  keepOnly(Array.prototype, ['length', iterator, ...builtIns.arrayMethods]);
  keepOnly(String.prototype, ['length', ...builtIns.stringMethods]);
  for (const name of ownKeys(Array.prototype)) {
    const member = /** @type {Data} */ (/** @type {unknown} */ (Array.prototype))[String(name)];
    if (typeof member === 'function') keepOnly(member, []);
  }
  for (const name of ownKeys(String.prototype)) {
    const member = String.prototype[/** @type {'trim'} */ (name)];
    if (typeof member === 'function') keepOnly(member, []);
  }
  keepOnly(Number.prototype, []);
  keepOnly(Boolean.prototype, []);
  keepOnly(BigInt.prototype, []);
  keepOnly(Symbol.prototype, []);
  keepOnly(Function.prototype, []);
  keepOnly(Object.prototype, []);
  for (const name of ownKeys(globals)) deleteProperty(globals, name);
  for (const name of keys(own)) globals[name] = own[name];
  freeze(globals);

  let iterations = 0;
  let calls = 0;
  const countIteration = () => {
    iterations += 1;
    if (iterations <= host.limits.iterations) return;
    host.exhausted('iterations');
    throw halt;
  };
  const countCall = () => {
    calls += 1;
    if (calls <= host.limits.calls) return;
    host.exhausted('calls');
    throw halt;
  };

  /** @type {Function} */
  let factory = () => ({});
  /** @type {unknown} */
  let stash = {};
  return {
    link: (linked) => {
      factory = linked;
    },
    invoke: (handler, data) => {
      iterations = 0;
      calls = 0;
      const ctx = /** @type {Data} */ (adopt(data));
      ctx['args'] = ctx['arguments'];
      stash = ctx['stash'];
      freeze(ctx);
      // The module is evaluated for each run of a handler, so nothing that it keeps reaches the next one.
      const handlers = /** @type {Handlers} */ (apply(factory, undefined, [modules, countIteration, countCall]));
      const run = /** @type {(ctx: object) => unknown} */ (handlers[handler]);
      return run(ctx);
    },
    stash: () => stash,
  };
}
