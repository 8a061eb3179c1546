import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'bench/results';

/** The newest committed results of `npm run bench`, without their title. */
export const benchFigures = (): string => {
  const newest = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .at(-1);
  if (newest === undefined) throw new Error(`There are no results in ${folder}: npm run bench.`);
  const [title = '', ...text] = readFileSync(join(folder, newest), 'utf8').trim().split('\n');
  return `${title.replace(/^# /, '')}. ${text.join('\n').trim()}`;
};
