import { compile, sourcesIn } from '../../build.mjs';

/** The benchmarks and the program, compiled as the program is. */
const processes = ['processes', 'peers'].flatMap((room) =>
  sourcesIn(`test/bench/${room}`).map((file) => `test/bench/${room}/${file}`),
);

await compile(
  Object.fromEntries(['test/bench/bench', ...processes].map((file) => [file, `${file}.ts`])),
  'results/bench/build',
  '.',
);
