import { readFileSync, writeFileSync } from 'node:fs';
import { featureIndex, indexEnd, indexStart } from './featureIndex.ts';

const scriptStart = '<!-- docs/first-conversation.sh: npm run docs -->';
const scriptEnd = '<!-- end of docs/first-conversation.sh -->';

const replaceBetween = (text: string, start: string, replacement: string): string => {
  const end = start === indexStart ? indexEnd : scriptEnd;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to === -1) throw new Error(`README.md lacks the marks ${start} and ${end}.`);
  return text.slice(0, from) + replacement + text.slice(to + end.length);
};

const firstConversation = (): string => {
  const script = readFileSync('docs/first-conversation.sh', 'utf8').trimEnd();
  return `${scriptStart}\n\n\`\`\`bash\n${script}\n\`\`\`\n\n${scriptEnd}`;
};

export const loadReadme = (): string => readFileSync('README.md', 'utf8');

/** The README with its generated parts as they have to be. */
export const currentReadme = (): string =>
  replaceBetween(replaceBetween(loadReadme(), indexStart, featureIndex()), scriptStart, firstConversation());

export const writeReadme = (): void => {
  writeFileSync('README.md', currentReadme());
};
