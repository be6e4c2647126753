import fc from 'fast-check';
import { REQUEST_NEEDS } from '../../../src/model/network/http.js';
import { type Model, modelSchema } from '../../../src/model/schema.js';

/** Random deployments with random firewalls, proxies and devices, for properties that hold of all of them. */

export const PREFIX = 'fabrikam';
const HOSTS = [
  'fabrikam.westeurope.cloudapp.azure.com',
  '*.cloudapp.azure.com',
  'cmg.fabrikam.example',
  'fabrikam.cloudapp.net',
  'fabrikam.usgovcloudapp.net',
  '*.windows.net',
  'login.microsoftonline.com',
  'management.azure.com',
];
export const CLASSES = [
  'policy',
  'notification',
  'state',
  'hardware-inventory',
  'update-scan',
  'location',
] as const;

const port = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 10124, max: 10139 }) },
  { weight: 3, arbitrary: fc.integer({ min: 10140, max: 10155 }) },
  { weight: 1, arbitrary: fc.constant(443) },
);
const portRange = fc.oneof(
  port,
  fc.tuple(port, port).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
);
const ranges = fc.array(portRange, { maxLength: 4 });
/** One time in `times` the value, else nothing. */
export const rarely = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
export const onceIn = (times: number): fc.Arbitrary<boolean> => rarely(times, fc.constant(true)).map(Boolean);
const hosts = fc.subarray(HOSTS, { maxLength: 2 });
const firewall = fc.record({ open: ranges, closed: ranges, blockedHosts: hosts }, { requiredKeys: [] });
/** Often the ports that the article names, all or but for a few. */
export const channelFirewall = fc.oneof(
  firewall,
  fc.record({ open: fc.constant(['443', '10124-10139', '10140-10155']), closed: ranges }),
  fc.record({
    open: fc.constantFrom(
      ['443'],
      ['10124-10139'],
      ['443', '10124-10139'],
      ['10124-10127', '10140-10143'],
      ['10124-10125'],
    ),
  }),
);
export const proxy = fc.record({
  connectPorts: fc.oneof(fc.constant('any'), fc.constant([443]), fc.constant(['443', '10124-10139']), ranges),
  inspectsTls: onceIn(4),
  connections: fc.constantFrom(5000, 5000, 500, 100),
});
const device = fc.record({
  leg: fc.constantFrom('client-gateway', 'client-storage', 'channel', 'site'),
  blockVerbs: fc.subarray(['HEAD', 'CCM_POST', 'BITS_POST', 'GET', 'PROPFIND'], { maxLength: 2 }),
  blockHeaders: fc.subarray(['Range', 'CCMClientID'], { maxLength: 1 }),
  tls: onceIn(4),
  /** Which of the populations stands behind it, on a leg that clients cross; nothing stands for all. */
  behind: rarely(3, fc.constantFrom('clients', 'others')),
});
const region = fc.constantFrom('westeurope', 'eastus');
const deployment = fc.constantFrom('scale-set', 'classic');
const authentication = fc.constantFrom(
  { entra: 1 },
  { certificate: 1 },
  { siteToken: 1 },
  { entra: 0.5, certificate: 0.5 },
);

const SILENT = Object.fromEntries(
  Object.keys(REQUEST_NEEDS)
    .filter((kind) => kind !== 'content-download' && kind !== 'token')
    .map((kind) => [kind, { enabled: false }]),
);
const busy = {
  period: '15s',
  probability: 1,
  spread: '0s',
  exchanges: 1,
  request: '1kB',
  reply: '1kB',
  service: '1ms',
};
const asking = (classes: readonly string[]) => ({
  ...SILENT,
  ...Object.fromEntries(classes.map((kind) => [kind, busy])),
});

/** What is random about one population of clients. */
const anyPopulation = fc.record({ firewall: rarely(6, firewall), authentication });
type AnyPopulation = typeof anyPopulation extends fc.Arbitrary<infer Choice> ? Choice : never;

const population = (name: string, classes: readonly string[], choice: AnyPopulation) => ({
  name,
  count: 24,
  authentication: choice.authentication,
  retry: { attempts: 1 },
  connectTimeout: '1s',
  activities: asking(classes),
  ...(choice.firewall && { firewall: choice.firewall }),
});

/** Two populations ask for different classes, so that what a run sees of a class tells of one population. */
const populations = (first: AnyPopulation, second: AnyPopulation | undefined) =>
  second === undefined
    ? [population('clients', CLASSES, first)]
    : [population('clients', CLASSES.slice(0, 3), first), population('others', CLASSES.slice(3), second)];

type AnyDevice = typeof device extends fc.Arbitrary<infer Choice> ? Choice : never;

/** A device as the model file spells it; a population that it cannot stand before is left out. */
function inspectionOf({ behind, ...rest }: AnyDevice, hasOthers: boolean) {
  const possible = rest.leg.startsWith('client-') && (behind === 'clients' || hasOthers);
  return behind !== undefined && possible ? { ...rest, population: behind } : rest;
}

/** Seconds between two moments at which gateways change their size: time enough for what comes after to settle. */
const PHASE_SECONDS = 50;

export const size = fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 16 }));
/** What happens at one moment: sometimes to both gateways, sometimes twice to one, of which the last counts. */
const scalings = fc.array(
  fc.array(fc.record({ gateway: fc.constantFrom('first', 'first', 'second'), instances: size }), {
    minLength: 1,
    maxLength: 2,
  }),
  { minLength: 1, maxLength: 2 },
);

export const QUICK = { provisioning: '5s', drain: '2s' };

/** A small deployment with short times, so that a minute of simulation shows what its network does at each of its sizes. */
export const anyModel = fc
  .record({
    deployment,
    instances: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 16 }) }, fc.constant(1)),
    environment: fc.constantFrom('azure-public', 'azure-public', 'azure-us-government'),
    region,
    ownName: fc.boolean(),
    isNew: onceIn(5),
    points: fc.integer({ min: 1, max: 3 }),
    protocol: fc.constantFrom('auto', 'auto', 'https', 'tcp-tls'),
    inspectsTls: onceIn(20),
    channelFirewall: rarely(2, channelFirewall),
    proxy: rarely(3, proxy),
    scpFirewall: rarely(8, firewall),
    isOffline: onceIn(10),
    clients: anyPopulation,
    others: rarely(3, anyPopulation),
    inspection: rarely(3, fc.array(device, { minLength: 1, maxLength: 2 })).map((devices) => devices ?? []),
    second: rarely(
      4,
      fc.record({ instances: fc.integer({ min: 1, max: 4 }), content: fc.boolean(), region }),
    ),
    scalings: rarely(4, scalings).map((moments) => moments ?? []),
  })
  .map((choice) =>
    parse({
      gateways: [
        {
          name: 'first',
          deployment: choice.deployment,
          instances: choice.instances,
          environment: choice.environment,
          provisioned: !choice.isNew,
          prefix: PREFIX,
          region: choice.region,
          vm: QUICK,
          ...(choice.ownName ? { serviceName: 'cmg.fabrikam.example' } : {}),
        },
        ...(choice.second
          ? [
              {
                ...choice.second,
                name: 'second',
                prefix: 'contoso',
                deployment: choice.deployment,
                vm: QUICK,
              },
            ]
          : []),
      ],
      connectionPoints: {
        count: choice.points,
        maintenance: '10s',
        inspectsTls: choice.inspectsTls,
        channel: {
          protocol:
            choice.deployment === 'scale-set' && choice.protocol === 'tcp-tls' ? 'auto' : choice.protocol,
          attemptTimeout: '2s',
        },
        ...(choice.channelFirewall && { firewall: choice.channelFirewall }),
        // Which channels of a new instance find a tunnel is chance, when there are too few.
        ...(choice.proxy && {
          proxy:
            choice.isNew || choice.scalings.length > 0
              ? { ...choice.proxy, connections: 5000 }
              : choice.proxy,
        }),
      },
      site: {
        serviceConnectionPoint: {
          online: !choice.isOffline,
          ...(choice.scpFirewall && { firewall: choice.scpFirewall }),
        },
      },
      entra: { ccmToken: '15s' },
      clients: populations(choice.clients, choice.others),
      content: [{ name: 'package', size: '1kB', onDemand: '1/s' }],
      events: choice.scalings.flatMap((together, index) =>
        together
          .filter(({ gateway }) => gateway === 'first' || choice.second !== undefined)
          .map((scaling) => ({ event: 'scale', at: `${(index + 1) * PHASE_SECONDS}s`, ...scaling })),
      ),
      inspection: choice.inspection.map((each) => inspectionOf(each, choice.others !== undefined)),
    }),
  );

export const parse = (input: object): Model =>
  modelSchema.parse({ name: 'm', ...input } as unknown as Parameters<typeof modelSchema.parse>[0]);
