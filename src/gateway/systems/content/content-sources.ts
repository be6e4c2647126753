import type { RandomStream } from '../../../engine/index.js';
import { gatewaysOf, type Model } from '../../../model/schema.js';
import type { Context } from '../../request/context.js';
import type { ById, ContentId, RequestId, SourceId } from '../../request/ids.js';

/** The names of a model's content sources, by number. */
export const sourceNames = (model: Model): string[] =>
  [...gatewaysOf(model), ...model.cloudDistributionPoints].map(({ name }) => name);

/** Whether a download comes from a cloud distribution point. */
export const bypassesGateway = ({ model, requests }: Context, download: RequestId): boolean =>
  model.content[requests.downloads.content(download)].source === 'cloud-distribution-point';

/** Which sources hold each package of a model; clients pick one of them at random. */
export function holdersOf(model: Model): SourceId[][] {
  const gateways = gatewaysOf(model);
  const points = model.cloudDistributionPoints.map((_, index) => (gateways.length + index) as SourceId);
  return model.content.map((content) => {
    if (content.source === 'cloud-distribution-point') return points;
    if (content.source === 'windows-update') return [];
    const holds = (one: (typeof gateways)[number]): boolean =>
      one.content && (content.gateways === undefined || content.gateways.includes(one.name));
    return gateways.flatMap((gateway, index) => (holds(gateway) ? [index as SourceId] : []));
  });
}

/**
 * Which sources hold each package. A client picks one of them at random for each attempt of a download, whatever its region and
 * whichever gateway its other requests use (the product's documentation, "performance and scale").
 */
export class ContentSources {
  private readonly holders: ById<ContentId, readonly SourceId[]>;
  private readonly choices: ById<ContentId, RandomStream>;

  constructor({ model, simulation }: Context) {
    this.holders = holdersOf(model);
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
