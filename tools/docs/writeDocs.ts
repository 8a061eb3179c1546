import { generatedParts, writePart } from './generatedParts.ts';

for (const part of generatedParts) writePart(part);
