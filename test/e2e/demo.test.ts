import { expect, it } from 'vitest';
import { demo } from '../../tools/demo/demo.ts';

it('the demo goes as it is told, also through kill -9', async () => {
  const lines: string[] = [];

  await demo((line) => lines.push(line));

  expect(lines.at(-1)).toBe('Started again: everything that was acknowledged is there.');
}, 120_000);
