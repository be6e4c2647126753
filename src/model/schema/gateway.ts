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
  usd,
  withDefault,
} from '../field.js';
import { ACCOUNT, ACCOUNT_RULE, PREFIX, prefixRemedy } from '../gateway-names.js';
import { hostName } from './firewall.js';
import { assumed, chosen, doc } from './origin.js';

const prefix = z.string().regex(PREFIX, { error: ({ input }) => prefixRemedy(String(input)) });

/** Stands in no name of Azure US Government, and may stay there. */
export const DEFAULT_REGION = 'westeurope';

const vmSchema = z
  .strictObject({
    cores: count(1, 1000).optional().describe('Overrides the cores of the VM size'),
    nic: positive(rate, NO_ZERO.rate).optional().describe('Overrides the egress limit of the VM size'),
    clientLimit: count(1).optional().describe('Overrides the documented clients online at once on a VM'),
    credits: z
      .strictObject({
        initial: z
          .number()
          .min(0)
          .describe('Credits at the start and of a new instance; one is a core for a minute'),
        maximum: z.number().min(0).describe('Most credits that it can save'),
        baselineCores: z.number().min(0).describe('Cores that it may use for ever'),
      })
      .optional()
      .describe('Overrides the CPU credits of a burstable VM size'),
    discipline: withDefault(
      z.enum(['fcfs', 'ps']),
      'fcfs',
      chosen(9),
      'How the cores serve: in order, or shared by all',
    ),
    fullHandshake: withDefault(
      durationDistribution,
      '2ms',
      assumed(9, '0.5ms', '4ms'),
      'CPU of a full TLS handshake',
    ),
    resumedHandshake: withDefault(
      durationDistribution,
      '0.2ms',
      assumed(9, '0.1ms', '1ms'),
      'CPU of a resumed TLS handshake',
    ),
    certificateCheck: withDefault(
      durationDistribution,
      '0.5ms',
      assumed(7, '0.1ms', '5ms'),
      'CPU to check a client certificate and its chain, at each new connection, resumed ones too',
    ),
    tokenCheck: withDefault(
      durationDistribution,
      '0.1ms',
      assumed(7, '0.05ms', '1ms'),
      'CPU to check an Entra, site or content token',
    ),
    request: withDefault(durationDistribution, '1ms', assumed(9, '0.1ms', '2ms'), 'CPU to forward a request'),
    reply: withDefault(durationDistribution, '1ms', assumed(9, '0.1ms', '2ms'), 'CPU to forward a reply'),
    perKiB: withDefault(
      durationDistribution,
      '4us',
      assumed(9, '1us', '20us'),
      'CPU to decrypt and encrypt 1 KiB',
    ),
    restart: withDefault(
      durationDistribution,
      '5min',
      assumed(3, '2min', '15min'),
      'Time that a restarting VM is away',
    ),
    provisioning: withDefault(
      durationDistribution,
      { uniform: { min: '5min', max: '15min' } },
      doc(3),
      'Time to provision a VM',
    ),
    drain: withDefault(
      durationDistribution,
      '5min',
      assumed(6, '0s', '30min'),
      'Time that a VM keeps serving its connections before it is removed',
    ),
    sessionLifetime: withDefault(
      durationDistribution,
      '10h',
      assumed(9, '10min', '24h'),
      'Time since its last use in which a TLS session with the last VM can be resumed',
    ),
    logsPerHour: withDefault(
      fixedSize(ONE_VALUE.machine),
      '1MB',
      assumed(3, '0', '20MB'),
      'Logs that it writes to storage, from where the service connection point fetches them: outbound traffic',
    ),
  })
  .prefault({})
  .describe('What an instance costs in time');

/** A VM size that the catalogue does not have: what a region offers once the A series is gone, or tomorrow's CMG. */
const ownSize = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'letters, digits, dots, hyphens, underscores; at most 63')
      .describe('What results and bills call this size'),
    cores: count(1, 1000).describe(
      'Cores, each as fast as one of an A2_v2; vm.request and the like say otherwise',
    ),
    ram: positive(fixedSize(ONE_VALUE.machine), NO_ZERO.machine).describe(
      'Memory; stated for its readers, the simulation asks for none',
    ),
    nic: positive(rate, NO_ZERO.rate).describe('Egress limit of the network interface'),
    clients: count(1).describe('Clients online at once that you count on; reported as supported or over'),
    pricePerHour: usd.describe('USD per hour of a running instance'),
  })
  .describe('A VM size of your own');

export const gatewaySchema = z
  .strictObject({
    name: withDefault(z.string().min(1), 'cmg', chosen(1), 'Name of the gateway in results'),
    deployment: withDefault(
      z.enum(['scale-set', 'classic']),
      'scale-set',
      doc(1),
      'Virtual machine scale set, or classic cloud service',
    ),
    vmSize: withDefault(
      z.union([z.enum(['A2_v2', 'A4_v2', 'B2s']), ownSize]),
      'A2_v2',
      doc(1),
      'VM size: Standard, Large or Lab, or one of your own',
    ),
    instances: withDefault(count(1, 16), 1, doc(1), 'VM instances'),
    version: withDefault(count(1610), 2207, chosen(1), 'Version of Configuration Manager'),
    environment: withDefault(
      z.enum(['azure-public', 'azure-us-government']),
      'azure-public',
      chosen(6),
      'Azure cloud',
    ),
    prefix: withDefault(
      prefix,
      'cmg',
      chosen(3),
      'First part of the deployment name; names the storage account too, unless storageAccount does',
    ),
    storageAccount: z
      .string()
      .regex(ACCOUNT, ACCOUNT_RULE)
      .optional()
      .describe('Name of the storage account, where it is not the prefix'),
    region: withDefault(
      z.string().min(1),
      DEFAULT_REGION,
      chosen(3),
      'Azure region, as westeurope or West Europe; new:NAME for one that the program does not know',
    ),
    serviceName: hostName
      .optional()
      .describe(
        'Common name of the server certificate when it is in a domain of your own: a CNAME then leads to the Azure name',
      ),
    content: withDefault(z.boolean(), true, chosen(5), 'The gateway serves content from its storage account'),
    provisioned: withDefault(
      z.boolean(),
      true,
      chosen(3),
      'It runs already; false: it is deployed at the start',
    ),
    vm: vmSchema,
    outbound: z
      .strictObject({
        threshold: fixedSize(ONE_VALUE.bound)
          .optional()
          .describe('Outbound traffic per period that the alert is set to'),
        period: withDefault(
          positive(fixedDuration(ONE_VALUE.schedule), NO_ZERO.period),
          '14d',
          doc(11),
          'Period of the threshold',
        ),
        check: withDefault(
          positive(fixedDuration(ONE_VALUE.schedule), NO_ZERO.period),
          '6min',
          doc(11),
          'Time between two looks at the traffic',
        ),
        stopService: withDefault(
          z.boolean(),
          false,
          doc(11),
          'Stop the service when the threshold is passed',
        ),
      })
      .prefault({})
      .describe('Outbound traffic threshold'),
  })
  .describe('A cloud management gateway');

export const loadBalancerSchema = z
  .strictObject({
    distribution: withDefault(
      z.enum(['5-tuple', 'client-ip']),
      '5-tuple',
      chosen(6),
      'What the load balancer hashes to choose a VM',
    ),
    idleTimeout: withDefault(
      durationDistribution,
      '4min',
      doc(6),
      'Silence after which a connection is dropped',
    ),
    tcpReset: withDefault(z.boolean(), false, doc(6), 'Tell both ends when an idle connection is dropped'),
    probeInterval: withDefault(
      fixedDuration(ONE_VALUE.schedule),
      '5s',
      doc(6),
      'Time between two health probes; 0: at once',
    ),
    probeFailures: withDefault(count(1), 1, doc(6), 'Failed probes in a row that take a VM out'),
  })
  .prefault({})
  .describe('Azure load balancer');
