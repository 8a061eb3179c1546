import { defineConfig } from 'vitest/config';

/** Tests that leave nothing behind in the process: their files share its modules and, in `useWorld`, one backend. */
const shared = [
  'local/test/**/*.test.ts',
  ...['domain', 'faults', 'features', 'functions', 'races', 'resolvers'].map((room) => `test/${room}/**/*.test.ts`),
];
const long = 'test/**/*.long.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'shared', isolate: false, include: shared, exclude: [long] } },
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: [...shared, long] } },
    ],
  },
});
