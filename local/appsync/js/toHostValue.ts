import { CodeFault } from './handler/CodeFault.ts';

/** Evaluated requests and responses may have 5 MB: https://docs.aws.amazon.com/general/latest/gr/appsync.html */
const maximumSize = 5 * 1024 * 1024;
const maximumDepth = 500;

class Copier {
  #size = 0;

  copy(value: unknown, depth: number): unknown {
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'object') return this.#copyObject(value, depth + 1);
    if (typeof value === 'string') {
      this.#grow(value.length);
      return value;
    }
    if (typeof value !== 'number') throw new CodeFault(`a ${typeof value} is not data`);
    if (!Number.isFinite(value)) throw new CodeFault(`${value} has no form in JSON`);
    return value;
  }

  #copyObject(value: object, depth: number): unknown {
    if (depth > maximumDepth) throw new CodeFault('an object is nested too deep, or in itself');
    this.#grow(1);
    if (Array.isArray(value)) return Array.from(value, (element: unknown) => this.copy(element, depth));
    const copy: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value) as [string, unknown][]) {
      this.#grow(key.length);
      const copied = this.copy(member, depth);
      if (key === '__proto__') {
        Object.defineProperty(copy, key, { value: copied, enumerable: true, configurable: true, writable: true });
      } else {
        copy[key] = copied;
      }
    }
    return copy;
  }

  #grow(by: number): void {
    this.#size += by;
    if (this.#size > maximumSize) throw new CodeFault('the value is larger than 5 MB');
  }
}

/**
 * A copy of a value of the code, made of the host's own objects. `undefined` becomes null: APPSYNC_JS has one null value
 * (https://github.com/aws/aws-appsync-community/issues/305). That a member which was undefined is then present as
 * null is unconfirmed.
 */
export function toHostValue(value: unknown): unknown {
  return new Copier().copy(value, 0);
}
