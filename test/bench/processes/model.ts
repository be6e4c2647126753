import { readFileSync } from 'node:fs';
import { simulate } from '../../../src/gateway/simulation/simulate.js';
import { compileFor } from '../../../src/host/compiler.js';
import { loadModel } from '../../../src/model/load.js';
import type { ModelReplication, ModelTask } from '../model-task.js';
import { printReplications } from '../replications.js';

/** Replications of a whole model in a process of its own: node model.js TASK, a ModelTask as JSON; prints ModelReplications. */
const task = JSON.parse(process.argv[2]!) as ModelTask;
const text = 'file' in task ? readFileSync(task.file, 'utf8') : JSON.stringify(task.model);
const loaded = loadModel(text, 'file' in task ? task.file : 'benchmark');
if ('problems' in loaded)
  throw new Error(loaded.problems.map(({ message, remedy }) => `${message}; ${remedy}`).join('\n'));
const model = loaded.value;
const duration = task.durationSeconds ?? model.simulation.duration;
const warmup = task.warmupSeconds ?? model.simulation.warmup;
compileFor(model, warmup + duration); // as in a worker

printReplications(task.replications, (replication): Omit<ModelReplication, 'seconds' | 'cpuSeconds'> => {
  const cpuNow = () => process.cpuUsage().user + process.cpuUsage().system;
  let measuredSince = -1;
  const observation = simulate(model, {
    seed: 1,
    replication,
    durationSeconds: duration,
    warmupSeconds: warmup,
    onProgress: (share) => {
      if (measuredSince < 0 && share * (warmup + duration) >= warmup - 1e-6) measuredSince = cpuNow();
    },
  });
  const measuredCpuSeconds = (cpuNow() - measuredSince) / 1e6;
  const total = (of: (one: (typeof observation.requests)[string]) => number) =>
    Object.values(observation.requests).reduce((sum, one) => sum + of(one), 0);
  return {
    events: total(({ attempts }) => attempts),
    engineEvents: observation.events,
    failed: total(({ attemptsFailed }) =>
      Object.values(attemptsFailed).reduce((sum, count) => sum + count, 0),
    ),
    downloads: observation.content.downloads,
    busiest: busiest(observation.resources),
    violations: observation.violations.length,
    measuredCpuSeconds,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
});

/** The resource that is used most, to see that nothing saturates. */
function busiest(resources: Readonly<Record<string, { readonly utilisation: number | null }>>): string {
  const [id, { utilisation }] = Object.entries(resources).reduce((most, one) =>
    (one[1].utilisation ?? 0) > (most[1].utilisation ?? 0) ? one : most,
  );
  return `${id} ${((utilisation ?? 0) * 100).toFixed(0)} %`;
}
