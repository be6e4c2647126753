import { FIRST_SCALE_SET_VERSION, FIRST_SIZED_VERSION, sizeName, VM_SIZES } from '../catalogue.js';
import { classicStatus, FIRST_WITHOUT_CLASSIC, FIRST_WITHOUT_NEW_CLASSIC } from '../classic.js';
import type { Model } from '../schema.js';
import { broken, gatewayEntries, type RuleBreak } from './rule.js';

/** Versions are years and months in four digits; longer numbers are builds (5.00.9106). */
const LAST_VERSION = 9912;

export function* oneSpellingOfGateways(model: Model): Iterable<RuleBreak> {
  if (model.gateway !== undefined && model.gateways !== undefined) {
    yield broken(['gateways'], 'gateway and gateways exclude each other', 'keep one of them', ['gateway']);
  }
  if (model.gateway === undefined && model.gateways === undefined) {
    yield broken(
      [],
      'there is no gateway',
      'add "gateway: {deployment: scale-set, vmSize: A2_v2, instances: 2}"',
    );
  }
}

export function* possibleGateways(model: Model): Iterable<RuleBreak> {
  for (const { gateway, path } of gatewayEntries(model)) {
    const { deployment, provisioned, vmSize, version } = gateway;
    const month = version % 100;
    if (month < 1 || month > 12 || version > LAST_VERSION) {
      yield broken(
        [...path, 'version'],
        `there is no version ${version}`,
        'write year and month in four digits, as in 2207',
      );
    } else if (deployment === 'scale-set' && version < FIRST_SCALE_SET_VERSION) {
      yield broken(
        [...path, 'version'],
        `version ${version} has no scale sets; they came with ${FIRST_SCALE_SET_VERSION}`,
        'write deployment: classic, or a later version',
        [...path, 'deployment'],
      );
    } else if (deployment === 'classic' && classicStatus(version) === 'refused') {
      yield broken(
        [...path, 'version'],
        `version ${version} refuses classic cloud services, as every version from ${FIRST_WITHOUT_CLASSIC} on`,
        'write deployment: scale-set, or the earlier version of a site that still has one',
        [...path, 'deployment'],
      );
    } else if (deployment === 'classic' && !provisioned && classicStatus(version) === 'existing-only') {
      yield broken(
        [...path, 'provisioned'],
        `version ${version} deploys no new classic cloud service, as every version from ${FIRST_WITHOUT_NEW_CLASSIC} on`,
        'write deployment: scale-set, or provisioned: true for one that runs already',
        [...path, 'deployment'],
        [...path, 'version'],
      );
    } else if (deployment === 'classic' && vmSize !== 'A2_v2') {
      yield broken(
        [...path, 'vmSize'],
        `a classic cloud service has no ${sizeName(vmSize)}`,
        'write vmSize: A2_v2, or deployment: scale-set',
        [...path, 'deployment'],
      );
    } else if (vmSize !== 'A2_v2' && version < FIRST_SIZED_VERSION) {
      yield broken(
        [...path, 'vmSize'],
        `version ${version} has no ${sizeName(vmSize)}; sizes came with ${FIRST_SIZED_VERSION}`,
        'write vmSize: A2_v2, or a later version',
        [...path, 'version'],
      );
    }
  }
}

/** A name of a VM size leads to one machine and one price. */
export function* ownSizes(model: Model): Iterable<RuleBreak> {
  const known = new Map<string, string>();
  for (const { gateway, path } of gatewayEntries(model)) {
    const { vmSize } = gateway;
    if (typeof vmSize === 'string') continue;
    const { name } = vmSize;
    const stated = JSON.stringify(vmSize);
    if (Object.hasOwn(VM_SIZES, name)) {
      yield broken(
        [...path, 'vmSize', 'name'],
        `${name} is a size of the catalogue`,
        `write vmSize: ${name}, or another name for your own`,
        [...path, 'vmSize'],
      );
    } else if ((known.get(name) ?? stated) !== stated) {
      yield broken(
        [...path, 'vmSize', 'name'],
        `another gateway has a different ${name}`,
        'write the same figures, or another name',
        [...path, 'vmSize'],
      );
    }
    known.set(name, stated);
  }
}

export function* channelProtocol(model: Model): Iterable<RuleBreak> {
  const scaleSet = gatewayEntries(model).find(({ gateway }) => gateway.deployment === 'scale-set');
  if (scaleSet !== undefined && model.connectionPoints.channel.protocol === 'tcp-tls') {
    yield broken(
      ['connectionPoints', 'channel', 'protocol'],
      'a scale set has no TCP-TLS channel: its channel is HTTPS only',
      'write auto or https',
      [...scaleSet.path, 'deployment'],
    );
  }
}
