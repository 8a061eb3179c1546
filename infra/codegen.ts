import { generateTypes } from './build/generateTypes.ts';

generateTypes();
