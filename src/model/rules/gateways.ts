import { FIRST_SCALE_SET_VERSION, FIRST_SIZED_VERSION } from '../catalogue.js';
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
    const { deployment, vmSize, version } = gateway;
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
    } else if (deployment === 'classic' && vmSize !== 'A2_v2') {
      yield broken(
        [...path, 'vmSize'],
        `a classic cloud service has no ${vmSize}`,
        'write vmSize: A2_v2, or deployment: scale-set',
        [...path, 'deployment'],
      );
    } else if (vmSize !== 'A2_v2' && version < FIRST_SIZED_VERSION) {
      yield broken(
        [...path, 'vmSize'],
        `version ${version} has no ${vmSize}; sizes came with ${FIRST_SIZED_VERSION}`,
        'write vmSize: A2_v2, or a later version',
        [...path, 'version'],
      );
    }
  }
}

export function* channelProtocol(model: Model): Iterable<RuleBreak> {
  const scaleSet = gatewayEntries(model).find(({ gateway }) => gateway.deployment === 'scale-set');
  if (scaleSet !== undefined && model.connectionPoints.channel.protocol === 'tcp-tls') {
    yield broken(
      ['connectionPoints', 'channel', 'protocol'],
      'a scale set has no TCP-TLS channel: its channel is HTTPS only',
      'write auto or https, or deployment: classic',
      [...scaleSet.path, 'deployment'],
    );
  }
}
