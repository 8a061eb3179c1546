import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from './measure.ts';

export interface Results {
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly rates: readonly Measurement[];
  /** The rates are compared with this one. */
  readonly floorName: string;
}

/** Of the minute before the run: how much the machine had to do beside it. */
const loadBefore = loadavg()[0] ?? NaN;
const bytesPerGigabyte = 1024 ** 3;

const rateRows = ({ rates, floorName }: Results): string[] => {
  const floor = rates.find(({ name }) => name === floorName)?.perSecond ?? NaN;
  return rates.map(({ name, perSecond, p50, p99, count, unavailable }) => {
    const calls = unavailable === 0 ? String(count) : `${count}, ${unavailable} Unavailable`;
    const cells = [name, perSecond.toFixed(0), p50.toFixed(1), p99.toFixed(1), (perSecond / floor).toFixed(3), calls];
    return `| ${cells.join(' | ')} |`;
  });
};

const machine = (): string => {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const memory = Math.round(totalmem() / bytesPerGigabyte);
  return `Commit ${commit}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${memory} GB, Node ${process.versions.node}, load average before the run ${loadBefore.toFixed(1)}.`;
};

export const toMarkdown = (results: Results, date: string): string =>
  [
    `# Measured on ${date}`,
    '',
    `${machine()} Made by \`npm run bench\`; the callers run on the same machine.`,
    '',
    '| What | Value |',
    '| --- | --- |',
    ...results.facts.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    '| Calls | per second | p50 ms | p99 ms | of the floor | calls |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rateRows(results),
    '',
  ].join('\n');

/** Prints the results and keeps them; gives the path. */
export const report = (results: Results): string => {
  const date = new Date().toISOString().slice(0, 10);
  const path = join('bench', 'results', `${date}.md`);
  const markdown = toMarkdown(results, date);
  console.log(markdown);
  writeFileSync(path, markdown);
  return path;
};
