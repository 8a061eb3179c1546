import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['domain', 'functions', 'infra', 'resolvers', 'local'];
const doubtful = /\b(unconfirmed|unverified|not documented|nowhere documented|undocumented)\b/;

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/^(?:dist|test)\//.test(path))
    .map((path) => join(folder, path))
    .sort();

/** The texts of a file's comments, one for each block or run of lines that begin with `//`. */
const commentsOf = (source: string): string[] =>
  (source.match(/\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n)+/gm) ?? []).map((comment) =>
    comment
      .replace(/^[ \t]*(\/\*+|\*\/|\*|\/\/)/gm, '')
      .replace(/\*\/$/, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );

const sentencesOf = (comment: string): string[] => comment.split(/(?<=[.!?])\s+(?=[A-Z@`])/);

const toRows = (file: string): string[] =>
  commentsOf(readFileSync(file, 'utf8'))
    .flatMap(sentencesOf)
    .filter((sentence) => doubtful.test(sentence))
    .map((sentence) => `| \`${file}\` | ${sentence.replaceAll('|', '\\|')} |`);

/** Every sentence of a comment that says that a fact of AWS is not settled. */
export const doubts = (): string =>
  ['| File | In its words |', '| --- | --- |', ...folders.flatMap(filesUnder).flatMap(toRows)].join('\n');
