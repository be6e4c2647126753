import { countableClients, inspectedPopulations, onlineHours, sharesAddUp } from './rules/clients.js';
import { cloudDistributionPoints, contentSources, contentTargets } from './rules/content.js';
import { eventTargets, eventTimes } from './rules/events.js';
import { blockedNames } from './rules/firewalls.js';
import { knownRegions, serviceNames, storageAccounts } from './rules/gateway-names.js';
import { channelProtocol, oneSpellingOfGateways, ownSizes, possibleGateways } from './rules/gateways.js';
import { priceTiers, uniqueNames } from './rules/lists.js';
import type { Rule, RuleBreak } from './rules/rule.js';
import { fewIntervals } from './rules/simulation.js';
import type { Model } from './schema.js';

const RULES: readonly Rule[] = [
  fewIntervals,
  oneSpellingOfGateways,
  uniqueNames,
  possibleGateways,
  ownSizes,
  knownRegions,
  storageAccounts,
  serviceNames,
  channelProtocol,
  cloudDistributionPoints,
  contentSources,
  contentTargets,
  countableClients,
  sharesAddUp,
  onlineHours,
  inspectedPopulations,
  blockedNames,
  eventTimes,
  eventTargets,
  priceTiers,
];

/** What no field says alone: deployments that cannot exist, names that lead nowhere, shares that do not add up. */
export function findRuleBreaks(model: Model): RuleBreak[] {
  return RULES.flatMap((rule) => [...rule(model)]);
}
