import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
import * as here from '../../src/index.js';

/** What a browser has of all that node has, too. */
const WEB = { AbortController, AbortSignal, console, setTimeout, TextDecoder, TextEncoder };

/** The package's entry as a browser gets it: one text, in a world without node; CSV packages have builds of their own for that. */
async function inBrowser(): Promise<typeof here> {
  const alias = {
    'csv-parse/sync': 'csv-parse/browser/esm/sync',
    'csv-stringify/sync': 'csv-stringify/browser/esm/sync',
  };
  const bundle = await rolldown({
    input: 'src/index.ts',
    platform: 'browser',
    tsconfig: 'tsconfig.json',
    resolve: { alias },
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'cmgsim' });
  await bundle.close();
  return runInContext(`${output[0].code}\ncmgsim`, createContext({ ...WEB }));
}

it('a study gives the same bytes in a browser', async () => {
  const text = `name: tiny
simulation: {start: 9h, warmup: 0s, duration: 2min}
gateway: {instances: 1}
clients: [{name: home, count: 30, authentication: {certificate: 1}}]
`;
  const answers = await Promise.all(
    [here, await inBrowser()].map(async ({ openSource, run, summaryText, requestsText }) => {
      const model = openSource({ file: 'tiny.yaml', text });
      if ('problems' in model) throw new Error(model.problems[0]!.message);
      const answer = await run({ model, replications: 2 });
      return [summaryText(answer!.summary), requestsText(answer!.summary)];
    }),
  );
  expect(answers[1]).toEqual(answers[0]);
});
