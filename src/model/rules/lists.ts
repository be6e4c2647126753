import type { Path } from '../problem.js';
import type { Model } from '../schema.js';
import { broken, type RuleBreak } from './rule.js';

export function* uniqueNames(model: Model): Iterable<RuleBreak> {
  for (const list of ['gateways', 'clients', 'content', 'cloudDistributionPoints'] as const) {
    const seen = new Set<string>();
    for (const [index, { name }] of (model[list] ?? []).entries()) {
      if (seen.has(name)) {
        yield broken([list, index, 'name'], `the name "${name}" is taken`, 'give each its own name');
      }
      seen.add(name);
    }
  }
}

export function* priceTiers(model: Model): Iterable<RuleBreak> {
  const tiers = model.prices.egress;
  for (const [index, { upTo }] of tiers.entries()) {
    const path: Path = ['prices', 'egress', index, 'upTo'];
    const last = index === tiers.length - 1;
    const before = tiers[index - 1]?.upTo ?? 0;
    if (last && upTo !== undefined)
      yield broken(path, 'the last tier has an end', 'remove upTo from the last tier');
    if (!last && upTo === undefined) {
      yield broken(
        ['prices', 'egress', index],
        'the tier has no end',
        'add upTo; only the last tier has none',
      );
    }
    if (!last && upTo !== undefined && upTo <= before) {
      yield broken(path, 'the tier ends before it begins', 'write the tiers in order of upTo');
    }
  }
}
