import { describe, expect, it } from 'vitest';
import { mostInstances } from '../../src/model/most-instances.js';
import { gatewaysOf } from '../../src/model/schema.js';
import { createModel } from '../gateway/model-builder.js';

describe('the most instances of a gateway', () => {
  const scale = (gateway: string | undefined, instances: number) =>
    ({ at: '1min', event: 'scale', ...(gateway === undefined ? {} : { gateway }), instances }) as const;
  const most = (events: NonNullable<Parameters<typeof createModel>[0]>['events']) => {
    const model = createModel({
      gateways: [
        { name: 'east', instances: 2 },
        { name: 'west', instances: 3 },
      ],
      events,
    });
    return gatewaysOf(model).map((gateway) => mostInstances(model, gateway));
  };

  it('are those at the start where no event adds any', () => {
    expect(most([scale('east', 1)])).toEqual([2, 3]);
  });

  it('are those after an event that scales it: the first one where it names none', () => {
    expect(most([scale(undefined, 5), scale('west', 4)])).toEqual([5, 4]);
  });
});
