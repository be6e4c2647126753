import type { RandomStream } from '../engine/index.js';
import { gatewaysOf, type Model } from '../model/schema.js';
import type { Context } from './context.js';

/** A content source by its number: those of gateways come first, in their order, then cloud distribution points. */
type Source = number;

/** The names of a model's content sources, by number. */
export const sourceNames = (model: Model): string[] =>
  [...gatewaysOf(model), ...model.cloudDistributionPoints].map(({ name }) => name);

/** Which sources hold each package of a model; clients pick one of them at random. */
export function holdersOf(model: Model): Source[][] {
  const gateways = gatewaysOf(model);
  const points = model.cloudDistributionPoints.map((_, index) => gateways.length + index);
  return model.content.map((content) => {
    if (content.source === 'cloud-distribution-point') return points;
    if (content.source === 'windows-update') return [];
    const holds = (one: (typeof gateways)[number]): boolean =>
      one.content && (content.gateways === undefined || content.gateways.includes(one.name));
    return gateways.flatMap((gateway, index) => (holds(gateway) ? [index] : []));
  });
}

/**
 * Which sources hold each package. A client picks one of them at random for each download, whatever its region and
 * whichever gateway its other requests use (the product's documentation, "performance and scale").
 */
export class ContentSources {
  /** By package. */
  private readonly holders: readonly (readonly Source[])[];
  private readonly choices: readonly RandomStream[];

  constructor({ model, simulation }: Context) {
    this.holders = holdersOf(model);
    this.choices = model.content.map(({ name }) => simulation.stream(`content/${name}/source`));
  }

  isHeldBy(content: number, source: Source): boolean {
    return this.holders[content]!.includes(source);
  }

  choose(content: number): Source {
    const holders = this.holders[content]!;
    return holders.length === 1 ? holders[0]! : holders[this.choices[content]!.integer(holders.length)]!;
  }
}
