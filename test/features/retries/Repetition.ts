import type { ErrorType } from '../../../domain/ErrorType.ts';
import type { World } from '../../support/useWorld.ts';

/** What a repeat does after something has happened in between. */
export type Sequel =
  /** It gives the first answer and changes nothing. */
  | 'answers as first'
  /** It gives the first answer but for the time, which is another, and has its effect again. */
  | { readonly appliesAgain: true; readonly renews?: 'createdAt' | 'joinedAt' }
  | { readonly isRefused: ErrorType }
  /** It takes effect once more, as every call of it does. */
  | 'takes effect anew';

/** People and things for one call and its repeats. */
export interface Scene {
  /** The call: each time the same. */
  readonly call: () => Promise<unknown>;
  /** What it has come to, without ids and times; a number of times where every call takes effect anew. */
  readonly effect: () => Promise<unknown>;
  /** What may happen in between, by the names in `inBetween`. */
  readonly meanwhile: Readonly<Record<string, () => Promise<unknown>>>;
  /** What a person does when the call died half-way and its repeat is refused. */
  readonly recover?: () => Promise<unknown>;
  readonly end?: () => void;
}

/** What a repeat of one mutation does: in words for docs/retries.md, and as something to run. */
export interface Repetition {
  readonly alone: string;
  readonly afterwards: string;
  /** By design each call gives or sends something new (P9). */
  readonly isExempt?: true;
  /** By design a repeat is refused, although the first call succeeded. */
  readonly refusesRepeat?: ErrorType;
  /** What `effect` gives after the call, and after any number of them. Not for those that are exempt. */
  readonly done?: unknown;
  /** Cognito dates the account anew, which nobody sees. */
  readonly isDated?: true;
  readonly inBetween: Readonly<Record<string, Sequel>>;
  readonly prepare: (world: World) => Promise<Scene>;
}
