import { limits } from './limits.ts';

/** Something that people can read, and not too long: counted as JavaScript counts, so that every layer agrees. */
export const isDisplayName = (name: string): boolean => name.trim() !== '' && name.length <= limits.displayNameLength;
