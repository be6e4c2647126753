import { sizeName } from './catalogue.js';
import { isClassic } from './classic.js';
import type { GatewayModel } from './schema.js';

/** Most regions that are named before the rest is counted. */
const NAMED = 4;

/**
 * Says that nobody looked whether a region offers a size, as in "A2_v2 in westus3: availability not checked". It belongs wherever
 * a price or a verdict is told of it. null where there is nothing to buy: a classic cloud service is not for sale anywhere.
 */
export function availabilityText(
  gateways: readonly Pick<GatewayModel, 'deployment' | 'vmSize' | 'region'>[],
): string | null {
  const sizes = new Map<string, Set<string>>();
  for (const gateway of gateways) {
    if (isClassic(gateway)) continue;
    const { region, vmSize } = gateway;
    sizes.set(region, (sizes.get(region) ?? new Set()).add(sizeName(vmSize)));
  }
  if (sizes.size === 0) return null;
  const places = [...sizes].map(([region, names]) => `${listed([...names])} in ${region}`);
  const rest = places.length - NAMED;
  const named = rest > 0 ? [...places.slice(0, NAMED), `${rest} regions more`] : places;
  return `${named.join('; ')}: availability not checked`;
}

const listed = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
