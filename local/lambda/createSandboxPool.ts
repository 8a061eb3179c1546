import type { InvocationOutcome } from './Functions.ts';
import type { Sandbox, SandboxInvocation } from './startSandbox.ts';

export interface SandboxPoolOptions {
  readonly start: () => Sandbox;
  /** Invocations beyond so many at once wait in line. */
  readonly maxSandboxes: number;
  readonly idleMilliseconds: number;
}

export interface SandboxPool {
  run(invocation: SandboxInvocation): Promise<InvocationOutcome>;
  /** Ends every environment; invocations that run or wait fail. */
  stop(): Promise<void>;
}

const stopped: InvocationOutcome = {
  kind: 'failed',
  errorType: 'ServiceException',
  errorMessage: 'The runtime has been stopped.',
};

class WarmSandboxPool implements SandboxPool {
  readonly #options: SandboxPoolOptions;
  readonly #all = new Set<Sandbox>();
  readonly #idle = new Map<Sandbox, NodeJS.Timeout>();
  readonly #waiting: ((sandbox: Sandbox | undefined) => void)[] = [];
  #stopped = false;

  constructor(options: SandboxPoolOptions) {
    this.#options = options;
  }

  async run(invocation: SandboxInvocation): Promise<InvocationOutcome> {
    const sandbox = await this.#acquire();
    if (sandbox === undefined) return stopped;
    try {
      return await sandbox.run(invocation);
    } finally {
      this.#release(sandbox);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const resume of this.#waiting.splice(0)) resume(undefined);
    await Promise.all([...this.#all].map((sandbox) => this.#end(sandbox)));
  }

  async #acquire(): Promise<Sandbox | undefined> {
    if (this.#stopped) return undefined;
    const warm = this.#takeIdle();
    if (warm !== undefined) return warm;
    if (this.#all.size < this.#options.maxSandboxes) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(sandbox: Sandbox): void {
    if (this.#stopped) return;
    const next = this.#waiting.shift();
    if (!sandbox.isUsable()) {
      void this.#end(sandbox);
      next?.(this.#start());
    } else if (next !== undefined) {
      next(sandbox);
    } else {
      const timer = setTimeout(() => void this.#end(sandbox), this.#options.idleMilliseconds);
      this.#idle.set(sandbox, timer.unref());
    }
  }

  #start(): Sandbox {
    const sandbox = this.#options.start();
    this.#all.add(sandbox);
    return sandbox;
  }

  /** The one used last, so that the others come to their idle end. */
  #takeIdle(): Sandbox | undefined {
    for (const [sandbox, timer] of [...this.#idle].reverse()) {
      clearTimeout(timer);
      this.#idle.delete(sandbox);
      if (sandbox.isUsable()) return sandbox;
      void this.#end(sandbox);
    }
    return undefined;
  }

  #end(sandbox: Sandbox): Promise<void> {
    this.#all.delete(sandbox);
    clearTimeout(this.#idle.get(sandbox));
    this.#idle.delete(sandbox);
    return sandbox.stop();
  }
}

/** The warm environments of one function: one invocation each, more of them for more at once, ended when idle. */
export function createSandboxPool(options: SandboxPoolOptions): SandboxPool {
  return new WarmSandboxPool(options);
}
