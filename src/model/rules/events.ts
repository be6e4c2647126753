import { createDistribution } from '../../engine/distribution.js';
import { mostInstances } from '../most-instances.js';
import type { Path } from '../problem.js';
import { type EventModel, gatewaysOf, type Model } from '../schema.js';
import { broken, gatewayEntries, mustBeNamed, type RuleBreak } from './rule.js';

/** An event happens at a fixed time or again and again at random ones, and time goes on in between. */
export function* eventTimes(model: Model): Iterable<RuleBreak> {
  for (const [index, event] of model.events.entries()) {
    const path: Path = ['events', index];
    const { at } = event;
    const mtbf = 'mtbf' in event ? event.mtbf : undefined;
    if (at === undefined && mtbf === undefined) {
      yield broken(
        path,
        `it is not said when ${event.event} happens`,
        'add at: 30min, or mtbf: 7d for random times',
      );
    }
    if (at !== undefined && mtbf !== undefined) {
      yield broken([...path, 'mtbf'], 'at and mtbf exclude each other', 'keep one of them', [...path, 'at']);
    }
    if (mtbf !== undefined && 'occurs' in event && event.occurs !== undefined) {
      yield broken(
        [...path, 'occurs'],
        'mtbf and occurs exclude each other: mtbf is for random times',
        'remove occurs, or write at: 30min instead of mtbf',
        [...path, 'mtbf'],
      );
    }
    if (mtbf !== undefined && createDistribution(mtbf).mean === 0) {
      yield broken(
        [...path, 'mtbf'],
        'it would happen without end at one time',
        'write a longer time such as 7d',
      );
    }
  }
}

/** Events that name something which the model does not have. */
export function* eventTargets(model: Model): Iterable<RuleBreak> {
  for (const [index, event] of model.events.entries()) {
    const path: Path = ['events', index];
    if ('gateway' in event) {
      yield* mustBeNamed([...path, 'gateway'], 'gateway', event.gateway, gatewaysOf(model));
    }
    yield* numberedTarget(model, event, path);
    if (event.event === 'proxy-down' && model.connectionPoints.proxy === undefined) {
      yield broken(
        [...path, 'event'],
        'there is no proxy',
        'add connectionPoints.proxy, or remove the event',
      );
    }
    if (event.event === 'notify') {
      yield* mustBeNamed([...path, 'population'], 'population', event.population, model.clients);
    }
  }
}

function* numberedTarget(model: Model, event: EventModel, path: Path): Iterable<RuleBreak> {
  const { connectionPoints, site } = model;
  switch (event.event) {
    case 'vm-restart':
    case 'vm-rebuild':
      return yield* numbered(
        [...path, 'instance'],
        'instance',
        event.instance,
        instancesOf(model, event),
        instancesPath(model, event),
      );
    case 'connection-point-down':
      return yield* numbered(
        [...path, 'connectionPoint'],
        'connection point',
        event.connectionPoint,
        connectionPoints.count,
        ['connectionPoints', 'count'],
      );
    case 'management-point-down':
      return yield* numbered(
        [...path, 'managementPoint'],
        'management point',
        event.managementPoint,
        site.managementPoints.count,
        ['site', 'managementPoints', 'count'],
      );
    case 'update-point-down':
      return yield* numbered(
        [...path, 'updatePoint'],
        'update point',
        event.updatePoint,
        site.updatePoints.count,
        ['site', 'updatePoints', 'count'],
      );
  }
}

function* numbered(
  path: Path,
  what: string,
  number: number,
  count: number,
  countPath: Path,
): Iterable<RuleBreak> {
  if (number > count) {
    const remedy = count === 1 ? 'write 1' : `write a number from 1 to ${count}`;
    yield broken(path, `there is no ${what} ${number}; the model has ${count}`, remedy, countPath);
  }
}

interface OfGateway {
  readonly gateway?: string | undefined;
}

/** Of the gateway of an event; any number where it names none that there is, which is told elsewhere. */
function instancesOf(model: Model, { gateway: name }: OfGateway): number {
  const gateways = gatewaysOf(model);
  const gateway = name === undefined ? gateways[0] : gateways.find((one) => one.name === name);
  return gateway === undefined ? Number.POSITIVE_INFINITY : mostInstances(model, gateway);
}

function instancesPath(model: Model, { gateway: name }: OfGateway): Path {
  const entries = gatewayEntries(model);
  const entry = name === undefined ? entries[0] : entries.find(({ gateway }) => gateway.name === name);
  return [...(entry?.path ?? []), 'instances'];
}
