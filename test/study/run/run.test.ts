import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/study/context.js';
import { openSource } from '../../../src/study/experiment/model-source.js';
import { RefusedOption } from '../../../src/study/refused-option.js';
import { run } from '../../../src/study/run/run.js';
import { type Executor, thisThread } from '../../../src/study/simulate/executor.js';
import type { Keeper } from '../../../src/study/simulate/keeper.js';
import type { Work } from '../../../src/study/simulate/work.js';

const text = `name: tiny
simulation: {start: 9h, warmup: 0s, duration: 1min}
gateway: {instances: 1}
clients: [{name: home, count: 30, authentication: {certificate: 1}}]
`;

function tiny() {
  const opened = openSource({ file: 'tiny.yaml', text });
  if ('problems' in opened) throw new Error('the model has problems');
  return opened;
}

/** Keeps in the memory of a program, as a browser would. */
function memory(): Keeper & { readonly names: () => string[] } {
  const kept = new Map<string, string>();
  return {
    names: () => [...kept.keys()].sort(),
    load: async (place) =>
      new Map(
        [...kept].flatMap(([name, text]) =>
          name.startsWith(`${place}/`) ? [[name.slice(place.length + 1), text]] : [],
        ),
      ),
    keep: async (place, name, text) => void kept.set(`${place}/${name}`, text),
    forget: async (place) => {
      for (const name of kept.keys()) if (name.startsWith(`${place}/`)) kept.delete(name);
    },
  };
}

describe('asking how one deployment does', () => {
  it('goes on from what another keeper of the same question has, to the same answer', async () => {
    const question = { model: tiny(), replications: 3, advice: false };
    const keeper = memory();
    const interruption = new AbortController();
    const messages: Message[] = [];
    const handed = { keeper, onMessage: (one: Message) => messages.push(one) };
    const onSimulated = () => interruption.abort();
    const cut = await run(question, { ...handed, signal: interruption.signal, onSimulated });
    expect([cut!.interrupted, cut!.observations.length]).toEqual([true, 1]);
    expect(keeper.names()).toEqual(['replications/0.json']);
    let simulated = 0;
    const resumed = await run(question, { ...handed, resume: true, onSimulated: () => simulated++ });
    expect(simulated).toBe(2);
    expect(resumed!.summary).toEqual((await run(question))!.summary);
    expect(messages).toEqual([
      { kind: 'interrupted', text: '1 of 3 replications were finished', goesOn: 'from there' },
      { kind: 'kept', text: 'kept from before: 1 replications' },
    ]);
    await run({ ...question, seed: 2 }, { keeper, resume: true, onSimulated: () => simulated++ });
    expect(simulated).toBe(5);
  });

  it('simulates where it is told to, and tells of each part of its work', async () => {
    const here = thisThread();
    const tasks: number[] = [];
    const executor: Executor = {
      ...here,
      run: (task, signal) => {
        tasks.push(task.replication);
        return here.run(task, signal);
      },
    };
    const parts: string[] = [];
    const onWork = ({ total, noun = 'replications' }: Work) => {
      parts.push(`${total()} ${noun}`);
      return () => parts.push('ended');
    };
    const answer = await run({ model: tiny(), replications: 2, advice: false }, { executor, onWork });
    expect(answer!.summary.replications).toBe(2);
    expect(tasks).toEqual([0, 1]);
    expect(parts).toEqual(['2 replications', 'ended']);
  });

  it('refuses what cannot be followed, and has no answer where nothing was finished', async () => {
    const model = tiny();
    await expect(run({ model, maxReplications: 3 })).rejects.toThrow(RefusedOption);
    expect(await run({ model }, { signal: AbortSignal.abort() })).toBeNull();
  });
});
