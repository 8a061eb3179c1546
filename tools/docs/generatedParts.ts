import { readFileSync, writeFileSync } from 'node:fs';
import { costPage } from '../../bench/cost/costPage.ts';
import { accessTable } from './accessTable.ts';
import { benchFigures } from './benchFigures.ts';
import { doubts } from './doubts.ts';
import { featureIndex } from './featureIndex.ts';
import { groupPolicyTable } from './groupPolicyTable.ts';
import { retriesTable } from './retriesTable.ts';

/** A part of a page that is made from the code, between two marks. */
export interface GeneratedPart {
  readonly page: string;
  readonly name: string;
  readonly make: () => string;
}

const source = (page: string, file: string): GeneratedPart => ({
  page,
  name: file,
  make: () => `\`\`\`ts\n${readFileSync(file, 'utf8').trimEnd()}\n\`\`\``,
});

export const generatedParts: readonly GeneratedPart[] = [
  { page: 'docs/features.md', name: 'feature index', make: featureIndex },
  { page: 'docs/performance.md', name: 'figures', make: benchFigures },
  { page: 'docs/costs.md', name: 'costs', make: costPage.costs },
  { page: 'docs/costs.md', name: 'other designs', make: costPage.peers },
  { page: 'docs/groups.md', name: 'group policy', make: groupPolicyTable },
  { page: 'docs/retries.md', name: 'repeats', make: retriesTable },
  { page: 'docs/data-model.md', name: 'access', make: accessTable },
  { page: 'docs/aws-verification.md', name: 'doubts', make: doubts },
  source('docs/clients.md', 'test/clients/support/toAmplifyConfig.ts'),
  source('docs/clients.md', 'test/clients/support/AmplifyListener.ts'),
  source('docs/clients.md', 'test/clients/support/createApolloClient.ts'),
  source('docs/clients.md', 'test/clients/support/createAcknowledgementLink.ts'),
  source('docs/clients.md', 'test/clients/plain/request.ts'),
  source('docs/clients.md', 'test/clients/plain/subscribe.ts'),
];

const split = (text: string, { page, name }: GeneratedPart): [before: string, part: string, after: string] => {
  const start = `<!-- ${name}: npm run docs -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(`<!-- end of ${name} -->`);
  if (from === -1 || to === -1) throw new Error(`${page} has no marks for ${name}.`);
  return [text.slice(0, from + start.length), text.slice(from + start.length, to), text.slice(to)];
};

/** The part as it stands on its page. */
export const writtenPart = (part: GeneratedPart): string => split(readFileSync(part.page, 'utf8'), part)[1].trim();

/** Puts the part onto its page as it has to be. */
export const writePart = (part: GeneratedPart): void => {
  const [before, , after] = split(readFileSync(part.page, 'utf8'), part);
  writeFileSync(part.page, `${before}\n\n${part.make()}\n\n${after}`);
};
