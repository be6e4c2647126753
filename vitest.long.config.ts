import { defineConfig } from 'vitest/config';

/** Statistical claims that take minutes to show: `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    testTimeout: 3_600_000,
  },
});
