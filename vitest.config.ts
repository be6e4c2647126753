import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**', 'node_modules/**'],
    // Files share the loaded program: no test replaces a module, and loading it anew for each is half of the work.
    isolate: false,
    maxWorkers: 2,
    // No test asserts a time; this only ends what hangs, also on a machine that is busy with other things.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
