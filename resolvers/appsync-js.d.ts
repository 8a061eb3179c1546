/**
 * The built-ins of APPSYNC_JS, and no others: this file is the `lib` of the resolvers' program.
 * Source of every member: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 * Left out although listed there: members that @aws-appsync/eslint-plugin denies.
 */

interface Array<T> {
  readonly length: number;
  concat(...items: (T | readonly T[])[]): T[];
  every(predicate: (value: T, index: number) => boolean): boolean;
  filter<S extends T>(predicate: (value: T, index: number) => value is S): S[];
  filter(predicate: (value: T, index: number) => boolean): T[];
  find(predicate: (value: T, index: number) => boolean): T | undefined;
  findIndex(predicate: (value: T, index: number) => boolean): number;
  flatMap<U>(callback: (value: T, index: number) => U | readonly U[]): U[];
  forEach(callback: (value: T, index: number) => void): void;
  indexOf(value: T): number;
  join(separator?: string): string;
  map<U>(callback: (value: T, index: number) => U): U[];
  pop(): T | undefined;
  push(...items: T[]): number;
  reduce<U>(callback: (previous: U, value: T, index: number) => U, initial: U): U;
  reverse(): T[];
  shift(): T | undefined;
  slice(start?: number, end?: number): T[];
  some(predicate: (value: T, index: number) => boolean): boolean;
  sort(): T[];
  splice(start: number, deleteCount?: number, ...items: T[]): T[];
  unshift(...items: T[]): number;
  [index: number]: T;
  [Symbol.iterator](): ArrayIterator<T>;
}

interface ReadonlyArray<T> {
  readonly length: number;
  concat(...items: (T | readonly T[])[]): T[];
  every(predicate: (value: T, index: number) => boolean): boolean;
  filter<S extends T>(predicate: (value: T, index: number) => value is S): S[];
  filter(predicate: (value: T, index: number) => boolean): T[];
  find(predicate: (value: T, index: number) => boolean): T | undefined;
  findIndex(predicate: (value: T, index: number) => boolean): number;
  flatMap<U>(callback: (value: T, index: number) => U | readonly U[]): U[];
  forEach(callback: (value: T, index: number) => void): void;
  indexOf(value: T): number;
  join(separator?: string): string;
  map<U>(callback: (value: T, index: number) => U): U[];
  reduce<U>(callback: (previous: U, value: T, index: number) => U, initial: U): U;
  slice(start?: number, end?: number): T[];
  some(predicate: (value: T, index: number) => boolean): boolean;
  readonly [index: number]: T;
  [Symbol.iterator](): ArrayIterator<T>;
}

interface String {
  readonly length: number;
  charAt(position: number): string;
  concat(...strings: string[]): string;
  endsWith(search: string): boolean;
  indexOf(search: string): number;
  lastIndexOf(search: string): number;
  replace(search: string, replacement: string): string;
  replaceAll(search: string, replacement: string): string;
  slice(start?: number, end?: number): string;
  split(separator: string): string[];
  startsWith(search: string): boolean;
  toLowerCase(): string;
  toUpperCase(): string;
  trim(): string;
  trimEnd(): string;
  trimStart(): string;
}

interface ObjectConstructor {
  assign<T extends object, U>(target: T, source: U): T & U;
  entries<T>(object: Record<string, T>): [string, T][];
  hasOwn(object: object, key: string): boolean;
  keys(object: object): string[];
  values<T>(object: Record<string, T>): T[];
}
declare const Object: ObjectConstructor;

declare const JSON: { parse(text: string): unknown; stringify(value: unknown): string };
declare const Math: {
  ceil(value: number): number;
  floor(value: number): number;
  max(...values: number[]): number;
  min(...values: number[]): number;
  random(): number;
  round(value: number): number;
};
declare const console: { log(...values: unknown[]): void; error(...values: unknown[]): void };
declare const NaN: number;
declare const Infinity: number;

/* What the compiler itself asks of a lib. */
interface Boolean {}
interface CallableFunction extends Function {}
interface Function {}
interface IArguments {}
interface NewableFunction extends Function {}
interface Number {}
interface Object {}
interface RegExp {}
interface SymbolConstructor {
  readonly iterator: unique symbol;
}
declare const Symbol: SymbolConstructor;
interface IteratorResult<T> {
  done: boolean;
  value: T;
}
interface Iterator<T, _TReturn = unknown, _TNext = unknown> {
  next(): IteratorResult<T>;
}
interface Iterable<T, _TReturn = unknown, _TNext = unknown> {
  [Symbol.iterator](): Iterator<T>;
}
interface IterableIterator<T, _TReturn = unknown, _TNext = unknown> extends Iterator<T> {
  [Symbol.iterator](): IterableIterator<T>;
}
interface ArrayIterator<T> extends IterableIterator<T> {
  [Symbol.iterator](): ArrayIterator<T>;
}
interface TemplateStringsArray extends ReadonlyArray<string> {
  readonly raw: readonly string[];
}
/** Named in the types of `util.dynamodb`; nothing here makes one. */
interface Set<T> {
  readonly size: number;
}

type Awaited<T> = T;
type Partial<T> = { [K in keyof T]?: T[K] };
type Required<T> = { [K in keyof T]-?: T[K] };
type Readonly<T> = { readonly [K in keyof T]: T[K] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type ReturnType<T extends (...args: never[]) => unknown> = T extends (...args: never[]) => infer R ? R : never;
