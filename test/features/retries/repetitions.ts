import type { Mutation } from '../../../generated/types.ts';
import { accountRepetitions } from './accountRepetitions.ts';
import { groupRepetitions } from './groupRepetitions.ts';
import { messageRepetitions } from './messageRepetitions.ts';
import { personRepetitions } from './personRepetitions.ts';
import type { Repetition } from './Repetition.ts';

/** Every mutation of the schema: one without a row does not compile. */
const repetitions: Readonly<Record<Extract<keyof Mutation, string>, Repetition>> = {
  ...accountRepetitions,
  ...personRepetitions,
  ...messageRepetitions,
  ...groupRepetitions,
};

/** By the name of the mutation. */
export const rows: readonly (readonly [name: string, row: Repetition])[] = Object.entries(repetitions);
