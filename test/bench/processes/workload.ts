import type { QueueKind } from '../../../src/engine/index.js';
import { printReplications } from '../replications.js';
import { w1 } from '../workloads/w1.js';
import { w2 } from '../workloads/w2.js';

/** A process of its own: node workload.js NAME QUEUE|default JOBS REPLICATIONS SCALE; prints one JSON object a replication. */
const [name, queue, jobs, replications, scale] = process.argv.slice(2);
const workload = name === 'w1' ? w1 : w2;
const layout = queue === 'default' ? {} : { queue: queue as QueueKind };

printReplications(Number(replications), (replication) =>
  workload({ jobs: Number(jobs), replication, scale: Number(scale), ...layout }),
);
