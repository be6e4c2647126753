import { z } from 'zod';

/** Identifies the layout of `network.json`; the number rises when a field changes its meaning or goes away. */
export const NETWORK_SCHEMA = 'cmgsim/network/1';

const text = z.string().nullable();
const instance = z
  .int()
  .min(1)
  .max(16)
  .nullable()
  .describe('Numbered from 1; null when it is about no instance');
const port = z.int().min(1).max(65535);
const portProtocol = z.enum(['HTTPS', 'HTTP', 'TCP-TLS']);
const section = z.string().describe('Where the article "Data flow for CMG" says so');
const requestShare = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .describe('Of all requests of the model, those that fail because of it; null when it is not known');

const opening = z
  .strictObject({
    at: z.string().describe('The device'),
    allow: z.enum(['port', 'connect', 'host', 'tls', 'verb', 'header', 'tunnels', 'setting']),
    protocol: text,
    port: port.nullable(),
    host: text,
    name: text.describe('The verb, the header or what to set'),
    count: z.int().nullable().describe('How many tunnels'),
  })
  .describe('One thing to let through');

const instances = z.int().min(1).max(16);

const gateway = z.strictObject({
  name: z.string(),
  deployment: z.enum(['scale-set', 'classic']),
  instances,
  environment: z.enum(['azure-public', 'azure-us-government']),
  serviceName: z.string(),
  deploymentName: z.string(),
});

const role = z.enum(['service-connection-point', 'connection-point', 'client', 'console']);
const need = z.enum(['required', 'preferred', 'fallback']);

const portRequirement = z.strictObject({
  gateway: z.string(),
  role: role.describe('Starts the connection'),
  instance,
  direction: z.enum(['outbound', 'on-premises']),
  protocol: portProtocol,
  port,
  server: z.enum([
    'azure',
    'cmg-service',
    'cmg',
    'blob-storage',
    'management-point',
    'software-update-point',
  ]),
  host: text,
  need,
  purpose: z.string(),
  row: z.int().min(1).max(12).describe('Of the table of ports'),
  notes: z.array(z.int().min(1).max(3)),
  section,
});

const endpointRequirement = z.strictObject({
  gateway: z.string(),
  role,
  what: z.string(),
  host: text.describe('Null where the article leaves the names to a look-up, which `remark` describes'),
  remark: text,
  section,
});

const leg = z.enum(['client-gateway', 'client-storage', 'channel', 'site']);

const httpRequirement = z.strictObject({
  leg,
  kind: z.enum(['verb', 'header']),
  name: z.string(),
  activities: z.array(z.string()).describe('Request classes that need it there'),
  section,
});

const state = z.enum(['works', 'degraded', 'broken']);

const part = z
  .strictObject({
    name: z.string(),
    instance,
    uses: z.strictObject({ protocol: z.string(), port }).nullable(),
    state,
    reason: text,
    open: z.array(opening),
    requestShare,
  })
  .describe('One instance of a channel, or one client activity on a leg');

const fromSeconds = z.number().min(0).describe('Seconds after Monday 00:00 UTC');
const toSeconds = fromSeconds.nullable().describe('Seconds after Monday 00:00 UTC; null: it stays so');

const flow = z.strictObject({
  flow: z.enum([
    'deploy',
    'discover',
    'channel',
    'gateway-storage',
    'gateway-vault',
    'requests',
    'content',
    'sign-in',
    'http',
    'forward',
  ]),
  gateway: text,
  population: text,
  size: z
    .strictObject({ instances, fromSeconds, toSeconds })
    .nullable()
    .describe('The size of the gateway that it is true of; null where size does not matter'),
  from: z.string(),
  to: z.string(),
  over: z.string(),
  state,
  cause: text.describe('What requests that fail because of it report as their cause in a run'),
  reason: text.describe('The first cause in words'),
  open: z.array(opening),
  requestShare,
  downloadShare: requestShare.describe('Likewise of content downloads'),
  parts: z.array(part),
  section,
});

const outcome = {
  state,
  requestShare,
  requestShareByCause: z.record(z.string(), z.number()),
  downloadShare: requestShare.describe('Likewise of content downloads'),
};

const phase = z
  .strictObject({
    fromSeconds,
    toSeconds,
    sizes: z.array(z.strictObject({ gateway: z.string(), instances })),
    ...outcome,
  })
  .describe('A time in which no gateway changes its number of instances');

const check = z.strictObject({
  ...outcome,
  phases: z.array(phase).describe('In order of time; state and shares of the whole are those of the worst'),
  offsetSeconds: z.number().describe('Local time of the site minus UTC'),
  flows: z.array(flow),
  open: z.array(z.string()).describe('What to open so that nothing is broken'),
  improve: z.array(z.string()).describe('What to open beyond that, so that nothing is degraded'),
  blocksNothing: z
    .array(z.strictObject({ at: z.string().describe('The device'), host: z.string() }))
    .describe('Blocked names that this deployment needs nothing of'),
});

const growthStep = z.strictObject({
  gateway: z.string(),
  instances: instances.describe('After the step'),
  change: z
    .enum(['start', 'add', 'drop'])
    .describe('Needed before the first step, from now on, or no longer'),
  instance,
  protocol: portProtocol,
  port,
  need,
  host: text,
  isOpen: z.boolean().nullable().describe('Null for a port that is no longer used'),
  open: z.array(opening),
  section,
});

const networkSchema = z.strictObject({
  schema: z.literal(NETWORK_SCHEMA),
  cmgsim: z.string().describe('Version of the program'),
  model: z.strictObject({ name: z.string(), sha256: z.string(), overrides: z.array(z.string()) }),
  gateways: z.array(gateway),
  connectionPoints: z.int().min(0).describe('Of each gateway'),
  notes: z.array(z.string()).describe('What is true of the gateways whatever their network is like'),
  unstated: z
    .array(z.strictObject({ path: z.string(), value: z.string() }))
    .describe('Fields behind the names that the model leaves to their defaults'),
  statesRules: z.boolean().describe('Whether the model has any firewall, proxy or inspection'),
  ports: z.array(portRequirement),
  endpoints: z.array(endpointRequirement),
  http: z.array(httpRequirement),
  check: check.nullable().describe('Null unless asked for with --check'),
  growth: z.array(growthStep).nullable().describe('Null unless asked for with --grow'),
});

/** The JSON Schema of `network.json` (draft 2020-12). */
export function networkJsonSchema(): z.core.JSONSchema.BaseSchema {
  return { ...z.toJSONSchema(networkSchema, { reused: 'ref' }), title: NETWORK_SCHEMA };
}
