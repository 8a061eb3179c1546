import { parseArgs } from 'node:util';

/** A command line that cannot be followed, in one sentence. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

export interface CommandLineOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly assemblyDir: string;
  readonly fresh: boolean;
  readonly help: boolean;
}

const options = {
  port: { type: 'string', default: '20002' },
  data: { type: 'string', default: '.local' },
  assembly: { type: 'string', default: 'cdk.out' },
  fresh: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const usage = `messaging-local [--port N] [--data DIR] [--assembly DIR] [--fresh]
In the repository: npm start -- [options]

  --port N        the one port that everything is served on (20002)
  --data DIR      where data, keys and endpoints.json are kept (.local)
  --assembly DIR  the synthesized app (cdk.out)
  --fresh         start empty: removes what the runtime wrote into its data folder, and nothing else`;

/** Throws OptionError. */
export function readOptions(args: readonly string[]): CommandLineOptions {
  const { port, data, assembly, fresh, help } = parse(args);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new OptionError(`--port takes a number from 0 to 65535, not ${port}.`);
  }
  if (data === '') throw new OptionError('--data takes the name of a folder.');
  return { port: Number(port), dataDir: data, assemblyDir: assembly, fresh, help };
}

function parse(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof options }>>['values'] {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : '';
    throw new OptionError(`${reason}; see --help.`);
  }
}
