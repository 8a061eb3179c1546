import { assertApi } from './assertApi.ts';
import { assertFunctions } from './assertFunctions.ts';
import { assertRoles } from './assertRoles.ts';
import { assertTriggerPermissions } from './assertTriggerPermissions.ts';
import type { Stack } from './Stack.ts';

/** Refuses a stack that AWS would not deploy, or whose wires would fail at the first call. */
export const assertDeployable = (stack: Stack): void => {
  assertRoles(stack);
  assertFunctions(stack);
  assertApi(stack);
  assertTriggerPermissions(stack);
};
