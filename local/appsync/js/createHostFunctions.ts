import type { Clock } from '../../base/Clock.ts';
import { isRecord } from '../../base/json.ts';
import { createExtensions } from './createExtensions.ts';
import { dynamodbModule } from './dynamodb/dynamodbModule.ts';
import { isAbsent, toText } from './handler/arguments.ts';
import { CodeFault } from './handler/CodeFault.ts';
import { Halt, type HandlerRun } from './handler/HandlerRun.ts';
import type { HostFunction, HostFunctions } from './handler/HostFunctions.ts';
import { createUtil } from './util/createUtil.ts';
import { replaceAll, replaceFirst } from './util/javaRegex.ts';

export interface HostOptions {
  readonly clock: Clock;
  readonly randomUUID: () => string;
  /** The run on whose behalf a function is called. */
  readonly currentRun: () => HandlerRun;
}

/** Everything that the code may call in the host. */
export interface CodeFunctions {
  readonly globals: HostFunctions;
  readonly modules: Readonly<Record<string, HostFunctions>>;
  /** `String.prototype.replace` and so on; the first argument is the string. */
  readonly replace: HostFunction;
  readonly replaceAll: HostFunction;
  readonly parse: HostFunction;
  readonly stringify: HostFunction;
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/runtime-utils-js.html */
function createRuntime(): HostFunctions {
  return {
    earlyReturn: (value, options) => {
      const skipTo = isRecord(options) && !isAbsent(options['skipTo']) ? options['skipTo'] : 'NEXT';
      if (skipTo !== 'END' && skipTo !== 'NEXT') throw new CodeFault('skipTo is neither END nor NEXT');
      throw new Halt({ kind: 'earlyReturn', value: value ?? null, skipTo });
    },
  };
}

function createConsole(currentRun: () => HandlerRun): HostFunctions {
  const write =
    (level: 'log' | 'error'): HostFunction =>
    (...values) => {
      const text = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value ?? null))).join(' ');
      currentRun().logs.push({ level, text });
    };
  return { log: write('log'), error: write('error') };
}

/**
 * Text that is not JSON gives a value and no fault: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html.
 * The documentation names no exact value; that it is null is unconfirmed.
 */
const parse: HostFunction = (text) => {
  try {
    return JSON.parse(toText(text, 'the argument of JSON.parse')) as unknown;
  } catch (error) {
    if (error instanceof CodeFault) throw error;
    return null;
  }
};

const stringify: HostFunction = (value, ...more) => {
  if (more.some((argument) => !isAbsent(argument))) throw new CodeFault('JSON.stringify takes one argument');
  return JSON.stringify(value ?? null);
};

export function createHostFunctions({ clock, randomUUID, currentRun }: HostOptions): CodeFunctions {
  const util = createUtil({ clock, randomUUID, currentRun });
  const extensions = createExtensions(currentRun);
  const runtime = createRuntime();
  return {
    globals: { util, extensions, runtime, console: createConsole(currentRun) },
    modules: {
      '@aws-appsync/utils': { util, extensions, runtime },
      '@aws-appsync/utils/dynamodb': dynamodbModule,
    },
    replace: replaceFirst,
    replaceAll,
    parse,
    stringify,
  };
}
