import { networkOf } from '../network/from-model.js';
import { requiredEndpoints } from '../network/required-endpoints.js';
import type { Path } from '../problem.js';
import type { Model } from '../schema.js';
import { broken, type RuleBreak } from './rule.js';

/** A domain without "*." blocks that one name, which no host has where all that is needed lies below it. */
export function* blockedNames(model: Model): Iterable<RuleBreak> {
  const hosts = requiredEndpoints(networkOf(model)).flatMap(({ host }) => host ?? []);
  for (const { path, names } of firewallsOf(model)) {
    for (const [index, written] of names.entries()) {
      const name = written.toLowerCase();
      const below = hosts.find((host) => host.endsWith(`.${name}`));
      if (below === undefined || hosts.includes(name)) continue;
      yield broken(
        [...path, 'blockedHosts', index],
        `${written} blocks that one name, and not ${below} below it`,
        `write "*.${name}"`,
      );
    }
  }
}

function firewallsOf({ connectionPoints, site, clients }: Model): { path: Path; names: readonly string[] }[] {
  return [
    { path: ['connectionPoints', 'firewall'], firewall: connectionPoints.firewall },
    { path: ['site', 'serviceConnectionPoint', 'firewall'], firewall: site.serviceConnectionPoint.firewall },
    ...clients.map(({ firewall }, index) => ({ path: ['clients', index, 'firewall'], firewall })),
  ].map(({ path, firewall }) => ({ path, names: firewall?.blockedHosts ?? [] }));
}
