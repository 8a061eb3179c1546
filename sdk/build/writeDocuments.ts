import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import * as documents from '../src/generated/documents.ts';

/** Each operation with its fragments as a file, for tools that read `.graphql`. */
export const writeDocuments = (folder: string): void => {
  for (const [name, document] of Object.entries(documents)) {
    writeFileSync(join(folder, `${name}.graphql`), `${print(parse(document))}\n`);
  }
};
