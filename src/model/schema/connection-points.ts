import { z } from 'zod';
import {
  count,
  durationDistribution,
  fixedDuration,
  fixedSize,
  NO_ZERO,
  ONE_VALUE,
  positive,
  rate,
  withDefault,
} from '../field.js';
import { firewallSchema, portRanges } from './firewall.js';
import { assumed, chosen, doc, measured } from './origin.js';

const proxySchema = z
  .strictObject({
    connectPorts: withDefault(
      z.union([z.literal('any'), portRanges]),
      [443],
      chosen(8),
      'Ports to which the proxy allows CONNECT, or any',
    ),
    inspectsTls: withDefault(
      z.boolean(),
      false,
      chosen(8),
      'It opens TLS, which breaks the mutual authentication of the channel',
    ),
    hopTime: withDefault(
      durationDistribution,
      '1ms',
      assumed(8, '0ms', '10ms'),
      'Time that the proxy adds to a message, one way',
    ),
    writeDelay: withDefault(
      durationDistribution,
      '0ms',
      assumed('8, channel-measurements', '0ms', '79ms'),
      'Constant that a proxy which delays small writes adds to a message',
    ),
    cores: withDefault(count(1, 1000), 2, assumed(8, 1, 8), 'Cores of the proxy'),
    cpuPerMessage: withDefault(durationDistribution, '0.1ms', assumed(8, '0ms', '1ms'), 'CPU for a message'),
    cpuPerKiB: withDefault(durationDistribution, '2us', assumed(8, '0us', '20us'), 'CPU for 1 KiB'),
    connections: withDefault(
      count(1, 1_000_000),
      1000,
      assumed(8, 100, 10000),
      'Tunnels that the proxy holds at once',
    ),
    idleTimeout: withDefault(
      durationDistribution,
      '15min',
      chosen(8),
      'Silence after which the proxy closes a tunnel',
    ),
    lifetime: withDefault(
      durationDistribution,
      '1d',
      assumed(8, '1h', '7d'),
      'Age at which the proxy closes a tunnel',
    ),
  })
  .describe('Web proxy between connection points and the internet');

const channelSchema = z
  .strictObject({
    protocol: withDefault(
      z.enum(['auto', 'tcp-tls', 'https']),
      'auto',
      doc(3),
      'auto: as the deployment kind says; else only this protocol',
    ),
    attemptTimeout: withDefault(
      durationDistribution,
      '21s',
      assumed(3, '3s', '127s'),
      'Time after which a connection attempt without an answer is given up',
    ),
    connections: withDefault(
      count(1, 1000),
      16,
      assumed(3, 1, 64),
      'HTTPS connections of a connection point to each VM that poll for requests; with early re-polls as many further ones carry replies',
    ),
    repoll: withDefault(
      z.enum(['early', 'late']),
      'early',
      chosen(3),
      'HTTPS: ask for the next message at once, or after the reply',
    ),
    overhead: withDefault(
      durationDistribution,
      '0ms',
      assumed('3, channel-measurements', '0ms', '2ms'),
      'Time that a message holds the channel beyond round trips and bytes',
    ),
    segment: withDefault(
      positive(fixedSize(ONE_VALUE.tcp), NO_ZERO.rate),
      '1460B',
      measured(),
      'Bytes of a TCP segment',
    ),
    initialWindow: withDefault(count(1), 10, measured(), 'Initial congestion window, in segments (RFC 6928)'),
    maximumWindow: withDefault(
      positive(fixedSize(ONE_VALUE.tcp), NO_ZERO.rate),
      '256KiB',
      assumed(3, '64KiB', '4MiB'),
      'Largest window of a connection',
    ),
    idleReset: withDefault(
      durationDistribution,
      '1s',
      assumed(3, '0.2s', '60s'),
      'Silence after which the congestion window starts again (RFC 5681)',
    ),
  })
  .prefault({})
  .describe('Channel between connection point and VM');

export const connectionPointsSchema = z
  .strictObject({
    count: withDefault(count(1, 64), 1, doc(1), 'Connection points of each gateway'),
    cores: withDefault(count(1, 1000), 4, doc(1), 'Cores of a connection point'),
    dynamicPorts: withDefault(
      count(1, 64511),
      16384,
      doc(1),
      'Dynamic TCP ports towards the management point',
    ),
    portLinger: withDefault(
      durationDistribution,
      '2min',
      assumed(1, '30s', '4min'),
      'Time that a closed port cannot be used again',
    ),
    request: withDefault(durationDistribution, '0.5ms', assumed(9, '0.1ms', '2ms'), 'CPU to relay a request'),
    reply: withDefault(durationDistribution, '0.5ms', assumed(9, '0.1ms', '2ms'), 'CPU to relay a reply'),
    perKiB: withDefault(durationDistribution, '2us', assumed(9, '0us', '20us'), 'CPU for 1 KiB'),
    nic: withDefault(
      positive(rate, NO_ZERO.rate),
      '1Gbps',
      doc(1),
      'Network of the connection point, each way',
    ),
    rtt: withDefault(
      durationDistribution,
      '20ms',
      assumed(9, '1ms', '100ms'),
      'Round trip between connection point and gateway',
    ),
    maintenance: withDefault(
      fixedDuration(ONE_VALUE.schedule),
      '60s',
      doc(3),
      'Time between two repairs of lost channels; 0: at once',
    ),
    inspectsTls: withDefault(
      z.boolean(),
      false,
      chosen(8),
      'A device before the connection points opens TLS',
    ),
    channel: channelSchema,
    proxy: proxySchema.optional(),
    firewall: firewallSchema.optional(),
  })
  .prefault({})
  .describe('CMG connection points on-premises');
