import { findModel, type OpenedModel, openSource } from '../model-source.js';

/** One simulation of the regression set. */
export interface RegressionCase {
  readonly name: string;
  readonly opened: OpenedModel;
  readonly warmupSeconds: number;
  readonly durationSeconds: number;
  readonly replications: number;
}

/** Seed of all cases: a baseline holds for this one alone. */
export const REGRESSION_SEED = 1;

/**
 * The shipped models, each cut down to what takes a second or two: they pass through every system of the gateway. What
 * a case overrides keeps its model's point and shortens its time.
 */
const CASES: readonly {
  readonly model: string;
  readonly overrides: readonly string[];
  readonly warmupSeconds: number;
  readonly durationSeconds: number;
}[] = [
  { model: 'scale-set', overrides: ['simulation.start=8.4h'], warmupSeconds: 300, durationSeconds: 600 },
  { model: 'classic-tcp-tls', overrides: [], warmupSeconds: 300, durationSeconds: 600 },
  { model: 'classic-behind-proxy', overrides: [], warmupSeconds: 300, durationSeconds: 600 },
  { model: 'lab', overrides: [], warmupSeconds: 3600, durationSeconds: 86400 },
  {
    model: 'sixteen-instances',
    overrides: ['clients.everyone.count=16000', 'connectionPoints.dynamicPorts=6000'],
    warmupSeconds: 300,
    durationSeconds: 300,
  },
  {
    model: 'update-day',
    overrides: [
      'simulation.start=10h',
      'clients.homeworkers.count=1500',
      'events.1.at=10.2h',
      'events.0.at=10.1h',
    ],
    warmupSeconds: 300,
    durationSeconds: 1200,
  },
  {
    model: 'content-50k',
    overrides: ['clients.everyone.count=2000'],
    warmupSeconds: 0,
    durationSeconds: 86400,
  },
];

const REPLICATIONS = 4;

/** The regression set, its models read and checked. */
export function regressionCases(): RegressionCase[] {
  return CASES.map(({ model, overrides, warmupSeconds, durationSeconds }) => {
    const source = findModel(model);
    if (typeof source === 'string') throw new Error(source);
    const opened = openSource(source, overrides);
    if ('problems' in opened) throw new Error(opened.problems.map(({ message }) => message).join('; '));
    return { name: model, opened, warmupSeconds, durationSeconds, replications: REPLICATIONS };
  });
}
