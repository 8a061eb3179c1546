import { patterns } from '../../../domain/patterns.ts';

const uuid = new RegExp(patterns.uuid);

export const isUuid = (value: string): boolean => uuid.test(value);
