import { readFileSync } from 'node:fs';
import { constants, createContext, Script } from 'node:vm';
import { builtIns } from './code/builtIns.ts';
import type { CodeFunctions } from './createHostFunctions.ts';
import type { HostFunction, HostFunctions } from './handler/HostFunctions.ts';

export interface RealmHost extends CodeFunctions {
  /** Runs a function for the code; answers `stop` where the handler has to end. */
  call(run: HostFunction, args: readonly unknown[]): unknown;
  readonly stop: symbol;
  exhausted(what: 'iterations' | 'calls'): void;
  readonly limits: { readonly iterations: number; readonly calls: number };
}

/** The context that one resolver's code has for itself. All that goes in is copied; what comes out is the code's own. */
export interface Realm {
  invoke(handler: 'request' | 'response', context: object): unknown;
  /** `ctx.stash` of the last run. */
  stash(): unknown;
}

interface LockedRealm extends Realm {
  link(factory: unknown): void;
}

type CreateLockedRealm = (host: object) => LockedRealm;

/** `realm.js` is text here: it has to be compiled in each context, and never runs in this one. */
const realmSource = readFileSync(new URL('realm.js', import.meta.url), 'utf8').replace('export function', 'function');
const realmScript = new Script(`(() => { ${realmSource}; return createRealm; })()`, {
  filename: 'appsync-js-realm.js',
});

/** Types the value that `realm.js` evaluates to. */
function toCreateLockedRealm(value: unknown): CreateLockedRealm {
  return value as CreateLockedRealm;
}

/** Gives the functions numbers, since the context must not see the functions. */
function enumerate(tree: HostFunctions, list: HostFunction[]): object {
  return Object.fromEntries(
    Object.entries(tree).map(([name, member]) => [
      name,
      typeof member === 'function' ? list.push(member) - 1 : enumerate(member, list),
    ]),
  );
}

export function createRealm(code: Script, host: RealmHost): Realm {
  const context = createContext(constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } });
  const list: HostFunction[] = [];
  const { globals, modules, replace, replaceAll, parse, stringify } = host;
  const functions = enumerate({ globals, modules, replace, replaceAll, parse, stringify }, list);
  const absent: HostFunction = () => undefined;
  const realm = toCreateLockedRealm(realmScript.runInContext(context))({
    dispatch: (index: number, args: readonly unknown[]) => host.call(list[index] ?? absent, args),
    stop: host.stop,
    exhausted: (what: 'iterations' | 'calls') => host.exhausted(what),
    limits: host.limits,
    builtIns,
    functions,
  });
  realm.link(code.runInContext(context));
  return realm;
}
