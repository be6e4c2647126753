import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/gateway/request/context.js';
import type { Stage } from '../../src/gateway/request/stage.js';
import type { Observation } from '../../src/gateway/simulation/observation.js';
import type { PathParts } from '../../src/gateway/simulation/paths.js';
import { simulateSystem } from '../../src/gateway/simulation/simulate.js';
import { System } from '../../src/gateway/simulation/system.js';
import { InspectionStage } from '../gateway/inspection.js';
import { createModel, people, tell } from '../gateway/model-builder.js';
import { blocks } from './examples.js';

const EXAMPLE = 'test/gateway/inspection.ts';

/** Ten clients that ask at once, with a site where everything else but the way of the client takes no time. */
const model = createModel({
  clients: [people({ count: 10, access: { rtt: '31.25ms' } })],
  events: [tell('policy', '1min'), tell('policy', '2min')],
});

/** The site with stages more in front of the connection points. */
function withStages(create: (context: Context) => readonly Stage[]): Observation {
  class Extended extends System {
    protected override createPaths(context: Context, parts: PathParts): Stage[][] {
      const added = create(context);
      return super
        .createPaths(context, parts)
        .map((stages) =>
          stages.flatMap((stage) => (stage.name === 'connection-point' ? [...added, stage] : [stage])),
        );
    }
  }
  const observation = simulateSystem(new Extended(model, 1, 0));
  expect(observation.violations).toEqual([]);
  return observation;
}

const plain = withStages(() => []).requests.policy!;

describe('the guide to adding a system', () => {
  const guide = readFileSync('docs/adding-a-system.md', 'utf8').replace(/^ {3}/gm, '');

  it('shows the example that is compiled and run here', () => {
    const source = readFileSync(EXAMPLE, 'utf8')
      .replaceAll("'../../src/gateway/request/", "'../request/")
      .replaceAll("'../../src/gateway/systems/", "'./")
      .replaceAll("'../../src/", "'../../");
    expect(blocks(guide, 'ts')).toEqual([source]);
  });

  it('has an example whose time and utilisation are in the results, in its place', () => {
    const { requests, resources } = withStages((context) => [new InspectionStage(context)]);
    const { latency, stages } = requests.policy!;
    const names = Object.keys(stages);
    expect(names[names.indexOf('inspection') + 1]).toBe('connection-point');
    // Ten requests come together to four servers: four wait for none, four for one service, two for two.
    const waits = (4 * 0 + 4 * 1 + 2 * 2) / 10;
    expect(stages.inspection!.mean).toBeCloseTo(0.002 * (1 + waits), 9);
    expect(latency.mean! - plain.latency.mean!).toBeCloseTo(0.002 * (1 + waits), 9);
    expect(resources.inspection).toMatchObject({
      kind: 'inspection',
      servers: 4,
      arrivals: 20,
      completions: 20,
    });
  });

  it('adds one word to the path: every other stage takes what it took', () => {
    const { inspection: _, ...others } = withStages((context) => [new InspectionStage(context)]).requests
      .policy!.stages;
    expect(others).toEqual(plain.stages);
  });
});

describe('a path of forty stages', () => {
  /** A stage that takes so many milliseconds. */
  const takes = ({ journey }: Context, milliseconds: number): Stage => ({
    name: `stage-${milliseconds}`,
    enter: (request) => journey.after(request, milliseconds / 1024),
  });
  const added = 40 - Object.keys(plain.stages).length;
  const { stages, latency, offered, completed } = withStages((context) =>
    Array.from({ length: added }, (_, index) => takes(context, index + 1)),
  ).requests.policy!;

  it('counts the seconds of each by itself', () => {
    expect(Object.keys(stages)).toHaveLength(40);
    for (let each = 1; each <= added; each++)
      expect(stages[`stage-${each}`]!.mean).toBeCloseTo(each / 1024, 12);
    const sum = Object.values(stages).reduce((total, { mean }) => total + mean, 0);
    expect(sum).toBeCloseTo(latency.mean!, 9);
  });

  it('leaves the other stages, and what requests carry, as they were', () => {
    expect([offered, completed]).toEqual([plain.offered, plain.completed]);
    for (const [name, stage] of Object.entries(plain.stages))
      expect([name, stages[name]]).toEqual([name, stage]);
    const more = (added * (added + 1)) / 2 / 1024;
    expect(latency.mean).toBeCloseTo(plain.latency.mean! + more, 9);
  });
});
