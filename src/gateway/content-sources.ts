import type { RandomStream } from '../engine/index.js';
import type { Context } from './context.js';
import type { Gateway } from './gateway.js';
import type { ById, ContentId, SourceId } from './ids.js';

/**
 * Which sources hold each package. A client picks one of them at random for each download, whatever its region and
 * whichever gateway its other requests use (the product's documentation, "performance and scale").
 */
export class ContentSources {
  private readonly holders: ById<ContentId, readonly SourceId[]>;
  private readonly choices: ById<ContentId, RandomStream>;

  constructor({ model, simulation }: Context, gateways: readonly Gateway[]) {
    const points = model.cloudDistributionPoints.map((_, index) => (gateways.length + index) as SourceId);
    this.holders = model.content.map((content) => {
      if (content.source === 'cloud-distribution-point') return points;
      if (content.source === 'windows-update') return [];
      const named = ({ name }: Gateway) => content.gateways === undefined || content.gateways.includes(name);
      return gateways
        .filter((gateway) => gateway.model.content && named(gateway))
        .map(({ index }) => index as SourceId);
    });
    this.choices = model.content.map(({ name }) => simulation.stream(`content/${name}/source`));
  }

  isHeldBy(content: ContentId, source: SourceId): boolean {
    return this.holders[content].includes(source);
  }

  choose(content: ContentId): SourceId {
    const holders = this.holders[content];
    return holders.length === 1 ? holders[0] : holders[this.choices[content].integer(holders.length)];
  }
}
