import { isRecord } from '../../../base/json.ts';

/** A request object that AppSync refuses before it calls DynamoDB: errorType `MappingTemplate`. */
export class MappingFault extends Error {
  override readonly name = 'MappingFault';
}

/**
 * Reads one object of a request, strictly: AppSync refuses members that it does not know.
 * https://github.com/aws/aws-appsync-community/issues/110. A member that is null counts as absent.
 */
export class RequestReader {
  readonly path: string;
  readonly #value: Record<string, unknown>;

  constructor(value: unknown, path = '$') {
    if (!isRecord(value))
      throw new MappingFault(`Expected JSON object for '${path}' but got '${kindOf(value)}' instead.`);
    this.#value = value;
    this.path = path;
  }

  /** Throws for a member that is not among `names`. */
  accept(...names: readonly string[]): this {
    const unknown = Object.keys(this.#value).find((name) => !names.includes(name) && this.#value[name] !== undefined);
    if (unknown !== undefined) throw new MappingFault(`Unsupported element '${this.path}[${unknown}]'.`);
    return this;
  }

  has(name: string): boolean {
    return this.#value[name] !== undefined && this.#value[name] !== null;
  }

  names(): string[] {
    return Object.keys(this.#value);
  }

  required(name: string): unknown {
    if (!this.has(name)) throw new MappingFault(`Value for field '${this.path}[${name}]' not found.`);
    return this.#value[name];
  }

  text(name: string): string {
    const value = this.required(name);
    if (typeof value === 'string') return value;
    throw this.#wrongKind(name, 'string');
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  optionalBoolean(name: string): boolean | undefined {
    const value = this.#value[name] ?? undefined;
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.#wrongKind(name, 'boolean');
  }

  optionalNumber(name: string): number | undefined {
    const value = this.#value[name] ?? undefined;
    if (value === undefined || typeof value === 'number') return value;
    throw this.#wrongKind(name, 'number');
  }

  texts(name: string): string[] {
    return this.has(name) ? this.list(name).filter((one): one is string => typeof one === 'string') : [];
  }

  list(name: string): readonly unknown[] {
    const value = this.required(name);
    if (Array.isArray(value)) return value;
    throw this.#wrongKind(name, 'array');
  }

  object(name: string): RequestReader {
    return new RequestReader(this.required(name), `${this.path}[${name}]`);
  }

  optionalObject(name: string): RequestReader | undefined {
    return this.has(name) ? this.object(name) : undefined;
  }

  objects(name: string): RequestReader[] {
    return this.list(name).map((one, index) => new RequestReader(one, `${this.path}[${name}][${index}]`));
  }

  /** The texts of these are unconfirmed. */
  #wrongKind(name: string, wanted: string): MappingFault {
    const given = kindOf(this.#value[name]);
    return new MappingFault(`Expected JSON ${wanted} for '${this.path}[${name}]' but got '${given}' instead.`);
  }
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return Array.isArray(value) ? 'ARRAY' : typeof value === 'object' ? 'OBJECT' : (typeof value).toUpperCase();
}
