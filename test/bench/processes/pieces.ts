import { Bench } from 'tinybench';
import {
  createDistribution,
  type DistributionSpec,
  SharedLink,
  Simulation,
} from '../../../src/engine/index.js';
import { LogHistogram } from '../../../src/measure/histogram.js';

/** Single pieces in a process of its own: node pieces.js MILLISECONDS; prints one JSON object for each: name, nanoseconds. */
const AT_ONCE = 1000;
const STAGES = 14;

/** Something small that is done `times` times a call. */
interface Piece {
  readonly name: string;
  readonly times: number;
  readonly run: () => void;
}

const distributions: readonly DistributionSpec[] = [
  { kind: 'constant', value: 1 },
  { kind: 'uniform', min: 0, max: 2 },
  { kind: 'exponential', mean: 1 },
  { kind: 'erlang', mean: 1, shape: 3 },
  { kind: 'gamma', mean: 1, cv: 1.5 },
  { kind: 'lognormal', mean: 1, cv: 1.5 },
  { kind: 'weibull', mean: 1, cv: 1.5 },
  { kind: 'pareto', mean: 1, shape: 2.5 },
  { kind: 'hyperexponential', mean: 1, cv: 2 },
  { kind: 'triangular', min: 0, mode: 1, max: 2 },
  { kind: 'empirical', values: Array.from({ length: 100 }, (_, index) => index) },
];

let sink = 0;

function samplePiece(spec: DistributionSpec): Piece {
  const distribution = createDistribution(spec);
  const stream = new Simulation().stream('samples');
  const run = () => {
    for (let draw = 0; draw < AT_ONCE; draw++) sink += distribution.sample(stream);
  };
  return { name: `sample, ${spec.kind}`, times: AT_ONCE, run };
}

/** A request's stages, one histogram each, as the recorder has them. */
function recordPiece(): Piece {
  const durations = Float64Array.from({ length: AT_ONCE }, (_, i) => -Math.log((i + 0.5) / AT_ONCE) * 0.02);
  const histograms = Array.from({ length: STAGES }, () => new LogHistogram());
  const run = () => {
    for (let i = 0; i < durations.length; i++)
      for (let stage = 0; stage < STAGES; stage++) histograms[stage]!.record(durations[i]!);
  };
  return { name: 'histogram, record', times: AT_ONCE * STAGES, run };
}

/** Flows that never become fewer: each that ends starts the next. A flow is its start and its end. */
function flowPiece(flows: number): Piece {
  const simulation = new Simulation();
  const bytes = simulation.stream('bytes');
  let left = 0;
  const link = new SharedLink(simulation, {
    name: 'link',
    bitsPerSecond: 8 * flows,
    done: (flow) => {
      link.start(flow, bytes.exponential(1), flow % 3);
      if (--left === 0) simulation.stop();
    },
  });
  const classes = [1, 10, 100].map((cap) => link.addClass(8 * cap));
  for (let flow = 0; flow < flows; flow++) link.start(flow, bytes.exponential(1), classes[flow % 3]!);
  const run = () => {
    left = AT_ONCE;
    simulation.run(Infinity);
  };
  for (let ended = 0; ended < 2 * flows; ended += AT_ONCE) run(); // past the transient of the start
  return { name: `flow among ${flows}`, times: AT_ONCE, run };
}

const pieces = [recordPiece(), ...distributions.map(samplePiece), flowPiece(100), flowPiece(50_000)];
const bench = new Bench({ time: Number(process.argv[2]), warmupTime: 100 });
for (const { name, run } of pieces) bench.add(name, run);
await bench.run();
bench.tasks.forEach(({ name, result }, index) => {
  if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
  console.log(JSON.stringify({ name, nanoseconds: (result.latency.p50 * 1e6) / pieces[index]!.times }));
});
if (Number.isNaN(sink)) throw new Error('a sample was not a number');
