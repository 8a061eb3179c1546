import { randomUUID as machineRandomUUID } from 'node:crypto';
import { Script } from 'node:vm';
import { parse, type AnyNode, type Program } from 'acorn';
import type { Clock } from '../../base/Clock.ts';
import { assertNoRecursion } from './code/assertNoRecursion.ts';
import { assertSubset } from './code/assertSubset.ts';
import { assertServedModules, linkModule } from './code/linkModule.ts';
import { createHostFunctions } from './createHostFunctions.ts';
import { createRealm, type Realm } from './createRealm.ts';
import { CodeFault } from './handler/CodeFault.ts';
import { errorOutcome, Halt, HandlerRun } from './handler/HandlerRun.ts';
import type { HostFunction } from './handler/HostFunctions.ts';
import type { Evaluation, ResolverCode, ResolverContext } from './handler/ResolverCode.ts';
import { toHostValue } from './toHostValue.ts';

export interface LoadOptions {
  /** Whose code it is, e.g. `Mutation.blockUser`. */
  readonly name: string;
  readonly clock: Clock;
  /** `util.autoId` */
  readonly randomUUID?: () => string;
}

/** Code that AppSync would refuse when the resolver or function is created. The message names the code and says why. */
class ResolverCodeError extends Error {
  override readonly name = 'ResolverCodeError';

  constructor(codeName: string, reason: string) {
    super(`AppSync refuses the code of ${codeName}: ${reason}`);
  }
}

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateResolver.html */
const maximumCharacters = 32_768;

/**
 * 1,000 loop iterations: https://docs.aws.amazon.com/general/latest/gr/appsync.html. That callbacks of array methods
 * count, and that each handler counts anew, is unconfirmed. AWS has no limit on calls: recursion is refused there; here
 * the limit ends what could still recurse by way of functions in objects.
 */
const limits = { iterations: 1_000, calls: 100_000 };

const stop = Symbol('stop');

/** Several functions of a pipeline may have one code, and reading it is what a start spends most of its time on. */
const compiled = new Map<string, Script>();

function compileOnce(source: string, name: string, modules: ReadonlyMap<string, readonly string[]>): Script {
  const script = compiled.get(source) ?? compile(source, name, modules);
  compiled.set(source, script);
  return script;
}

function compile(source: string, name: string, modules: ReadonlyMap<string, readonly string[]>): Script {
  if (source.length > maximumCharacters) {
    throw new ResolverCodeError(name, `it has ${source.length} characters, more than ${maximumCharacters}.`);
  }
  const refuse = (node: AnyNode, what: string): never => {
    const line = node.loc ? ` (line ${node.loc.start.line})` : '';
    throw new ResolverCodeError(name, `APPSYNC_JS does not have ${what}${line}.`);
  };
  const program = parseModule(source, name);
  assertServedModules(program);
  assertSubset(program, refuse);
  assertNoRecursion(program, refuse);
  return new Script(linkModule(program, { source, modules, refuse }), { filename: 'code.js' });
}

function parseModule(source: string, name: string): Program {
  try {
    return parse(source, { ecmaVersion: 2022, sourceType: 'module', locations: true });
  } catch (error) {
    throw new ResolverCodeError(name, error instanceof Error ? error.message : 'it is not JavaScript.');
  }
}

/**
 * Reads a stack in the engine's own format. A formatter that this process has installed, for source maps, may call
 * methods of functions in the frames: since Node 24 those belong to the code's context, where functions have none.
 */
function stackOf(thrown: { readonly stack?: unknown }): unknown {
  const formatter: unknown = Reflect.get(Error, 'prepareStackTrace');
  Reflect.set(Error, 'prepareStackTrace', undefined);
  try {
    return thrown.stack;
  } finally {
    Reflect.set(Error, 'prepareStackTrace', formatter);
  }
}

/** `code.js:12:5: `, as AWS puts before the message of a fault; empty where the place is unknown. */
function placeOf(thrown: { readonly stack?: unknown }): string {
  const stack = stackOf(thrown);
  const place = typeof stack === 'string' ? /code\.js:\d+:\d+/.exec(stack) : null;
  return place ? `${place[0]}: ` : '';
}

function faultOutcome(message: string): Evaluation['outcome'] {
  return errorOutcome({ message, errorType: 'Code', data: null, errorInfo: null });
}

/** Why a handler ended before its value: an outcome, or a failure that is not the code's. */
type Ending = { readonly outcome: Evaluation['outcome'] } | { readonly failure: Error };

/** The runs of one code: at most one at a time, since handlers are synchronous. */
class LoadedCode implements ResolverCode {
  readonly #script: Script;
  readonly #functions: ReturnType<typeof createHostFunctions>;
  #realm: Realm | undefined;
  #run: HandlerRun | undefined;
  #ending: Ending | undefined;

  constructor(source: string, { name, clock, randomUUID = machineRandomUUID }: LoadOptions) {
    this.#functions = createHostFunctions({ clock, randomUUID, currentRun: () => this.#currentRun() });
    const exports = Object.entries(this.#functions.modules).map(
      ([from, module]) => [from, Object.keys(module)] as const,
    );
    this.#script = compileOnce(source, name, new Map(exports));
  }

  invoke(handler: 'request' | 'response', context: ResolverContext): Evaluation {
    const run = new HandlerRun(handler, context);
    this.#run = run;
    this.#ending = undefined;
    const realm = (this.#realm ??= this.#createRealm());
    const outcome = outcomeOf(() => realm.invoke(handler, toCodeContext(handler, context)));
    const stash = outcomeOf(() => realm.stash());
    if (stash.kind === 'value') context.stash = toStash(stash.value);
    return run.toEvaluation(this.#endOf(stash.kind === 'value' ? outcome : stash));
  }

  #endOf(outcome: Evaluation['outcome']): Evaluation['outcome'] {
    if (!this.#ending) return outcome;
    if ('failure' in this.#ending) throw this.#ending.failure;
    return this.#ending.outcome;
  }

  #currentRun(): HandlerRun {
    if (!this.#run) throw new Error('A utility was called while no handler runs.');
    return this.#run;
  }

  #createRealm(): Realm {
    return createRealm(this.#script, {
      ...this.#functions,
      stop,
      limits,
      call: (run, args) => this.#call(run, args),
      exhausted: (what) => {
        this.#ending ??= { outcome: faultOutcome(`The code had more than ${limits[what]} ${what}.`) };
      },
    });
  }

  /** Once a handler has been ended, nothing that it still does counts. */
  #call(run: HostFunction, args: readonly unknown[]): unknown {
    if (this.#ending) return stop;
    try {
      return run(...Array.from(args, (arg) => (arg === undefined ? undefined : toHostValue(arg))));
    } catch (error) {
      this.#ending = toEnding(error);
      return stop;
    }
  }
}

function outcomeOf(evaluate: () => unknown): Evaluation['outcome'] {
  try {
    return { kind: 'value', value: toHostValue(evaluate()) };
  } catch (error) {
    return faultOutcome(error instanceof CodeFault ? error.message : describeThrown(error));
  }
}

function toEnding(error: unknown): Ending {
  if (error instanceof Halt) return { outcome: error.outcome };
  if (error instanceof CodeFault) return { outcome: faultOutcome(placeOf(error) + error.message) };
  return { failure: error instanceof Error ? error : new Error(String(error)) };
}

/** What the code's own context throws is no `Error` of this one. */
function describeThrown(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const { name, message } = thrown as { name?: unknown; message?: unknown };
  return `${placeOf(thrown)}${String(name)}: ${String(message)}`;
}

function toStash(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>;
}

function toCodeContext(handler: 'request' | 'response', context: ResolverContext): object {
  const { arguments: args, identity, source, stash, prev, info, request, env } = context;
  const common = { arguments: args, identity, source, stash, prev, info, request, env };
  return handler === 'request' ? common : { ...common, result: context.result ?? null, error: context.error ?? null };
}

/**
 * Compiles the bundle of a resolver or function: an ES module with `request` and `response`.
 * Throws ResolverCodeError for what AWS refuses when the code is created, and UnsupportedFeatureError for what AWS has
 * and this runtime has not.
 */
export function loadResolverCode(source: string, options: LoadOptions): ResolverCode {
  return new LoadedCode(source, options);
}
