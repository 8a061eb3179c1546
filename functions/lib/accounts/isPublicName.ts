import { publicNamePattern } from '../../../domain/publicName.ts';

const pattern = new RegExp(publicNamePattern, 'u');

/** Whether people may see a name: `resolvers/lib/assertPublicName.ts` asks the same of `util.matches`. */
export const isPublicName = (name: string): boolean => pattern.test(name);
