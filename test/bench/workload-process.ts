import type { QueueKind } from '../../src/engine/index.js';
import { w1 } from './workloads/w1.js';
import { w2 } from './workloads/w2.js';
import type { WorkloadOptions } from './workloads/workload.js';

/** A process of its own: node workload-process.js NAME QUEUE JOBS REPLICATIONS SCALE; prints one JSON object a replication. */
const [name, queue, jobs, replications, scale] = process.argv.slice(2);
const workload = name === 'w1' ? w1 : w2;
for (let replication = 0; replication < Number(replications); replication++) {
  const options: WorkloadOptions = {
    jobs: Number(jobs),
    replication,
    scale: Number(scale),
    queue: queue as QueueKind,
  };
  const cpuBegan = process.cpuUsage();
  const began = process.hrtime.bigint();
  const result = workload(options);
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const { user, system } = process.cpuUsage(cpuBegan);
  console.log(JSON.stringify({ ...result, seconds, cpuSeconds: (user + system) / 1e6 }));
}
