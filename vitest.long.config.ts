import { defineConfig } from 'vitest/config';

/** What takes longer than `npm test` may: browsers, races and model runs at full count. */
export default defineConfig({
  test: {
    include: ['test/**/*.long.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
