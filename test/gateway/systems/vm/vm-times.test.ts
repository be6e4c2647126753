import { describe, expect, it } from 'vitest';
import { Simulation } from '../../../../src/engine/index.js';
import { VmTimes } from '../../../../src/gateway/systems/vm/vm-times.js';

/** Has the times of an instance told what happens to it, each at its second. */
function timesAt(end: number, happens: Readonly<Record<number, (times: VmTimes) => void>>): VmTimes {
  const simulation = new Simulation({ seed: 1, replication: 0 });
  const times = new VmTimes(simulation);
  const handler = simulation.handler((second: number) => happens[second]!(times));
  for (const second of Object.keys(happens)) simulation.schedule(Number(second), handler, Number(second));
  simulation.run(end);
  return times;
}

const all = (times: VmTimes) => ({ deployed: times.deployedSeconds(), served: times.servedSeconds() });

describe('the times of an instance', () => {
  it('are none before it is deployed', () => {
    expect(all(timesAt(100, {}))).toEqual({ deployed: 0, served: 0 });
  });

  it('are billed from when it is ordered, and served from when it is there', () => {
    const times = timesAt(100, { 10: (one) => one.deploy(), 30: (one) => one.serve() });
    expect(all(times)).toEqual({ deployed: 90, served: 70 });
  });

  it('go on being billed while it is down, and no longer when it is taken away', () => {
    const times = timesAt(100, {
      10: (one) => one.serve(),
      20: (one) => one.stop(),
      25: (one) => one.serve(),
      50: (one) => {
        one.stop();
        one.remove();
      },
    });
    expect(all(times)).toEqual({ deployed: 40, served: 35 });
  });

  it('add up over several deployments', () => {
    const remove = (one: VmTimes): void => {
      one.stop();
      one.remove();
    };
    const times = timesAt(100, {
      10: (one) => one.serve(),
      20: remove,
      30: remove,
      60: (one) => one.serve(),
    });
    expect(all(times)).toEqual({ deployed: 50, served: 50 });
  });
});
