import { FIRST_SIZED_VERSION } from '../catalogue.js';
import type { Path } from '../problem.js';
import { gatewaysOf, type Model } from '../schema.js';
import { broken, gatewayEntries, mustBeNamed, type RuleBreak } from './rule.js';

export function* cloudDistributionPoints(model: Model): Iterable<RuleBreak> {
  const newer = gatewayEntries(model).find(({ gateway }) => gateway.version >= FIRST_SIZED_VERSION);
  if (newer !== undefined && model.cloudDistributionPoints.length > 0) {
    yield broken(
      ['cloudDistributionPoints'],
      `version ${newer.gateway.version} creates no cloud distribution points; from ${FIRST_SIZED_VERSION} on a gateway with content replaces them`,
      'remove them and write content: true at the gateway',
      [...newer.path, 'version'],
    );
  }
}

export function* contentSources(model: Model): Iterable<RuleBreak> {
  const holders = gatewaysOf(model).filter((gateway) => gateway.content);
  for (const [index, content] of model.content.entries()) {
    const path: Path = ['content', index];
    if (content.source === 'cloud-distribution-point' && model.cloudDistributionPoints.length === 0) {
      yield broken(
        [...path, 'source'],
        'there is no cloud distribution point',
        'write source: gateway, or add cloudDistributionPoints',
      );
    }
    if (content.source !== 'gateway' && content.gateways !== undefined) {
      yield broken(
        [...path, 'gateways'],
        `no gateway holds content from ${content.source}`,
        'remove gateways, or write source: gateway',
        [...path, 'source'],
      );
    }
    if (content.source === 'gateway' && content.gateways === undefined && holders.length === 0) {
      yield broken(
        [...path, 'name'],
        'no gateway serves content',
        'write content: true at the gateway',
        ...gatewayEntries(model).map((entry): Path => [...entry.path, 'content']),
      );
    }
    for (const [at, name] of (content.gateways ?? []).entries()) {
      const gateway = gatewaysOf(model).find((one) => one.name === name);
      yield* mustBeNamed([...path, 'gateways', at], 'gateway', name, gatewaysOf(model));
      if (gateway?.content === false) {
        yield broken(
          [...path, 'gateways', at],
          `the gateway ${name} serves no content`,
          'write content: true at that gateway',
        );
      }
    }
  }
}

export function* contentTargets(model: Model): Iterable<RuleBreak> {
  for (const [index, content] of model.content.entries()) {
    for (const [nth, { to }] of content.deployments.entries()) {
      for (const [at, name] of (to ?? []).entries()) {
        const path: Path = ['content', index, 'deployments', nth, 'to', at];
        yield* mustBeNamed(path, 'population', name, model.clients);
      }
    }
  }
}
