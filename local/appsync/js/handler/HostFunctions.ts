/** A function that the code may call: takes and gives back data. `undefined` comes only as an absent argument. */
export type HostFunction = (...args: readonly unknown[]) => unknown;

/** `util` and the like: functions by name, in objects of any depth. */
export interface HostFunctions {
  readonly [name: string]: HostFunction | HostFunctions;
}
