import { z } from 'zod';
import { readClock } from './clock/read-clock.js';
import { withDefault } from './field.js';
import { clientsSchema } from './schema/clients.js';
import { dnsSchema, entraSchema, storageSchema } from './schema/cloud-services.js';
import { connectionPointsSchema } from './schema/connection-points.js';
import { cloudDistributionPointSchema, contentSchema } from './schema/content.js';
import { eventSchema } from './schema/events.js';
import { inspectionSchema } from './schema/firewall.js';
import { gatewaySchema, loadBalancerSchema } from './schema/gateway.js';
import { objectiveSchema } from './schema/objective.js';
import { chosen, doc } from './schema/origin.js';
import { pricesSchema } from './schema/prices.js';
import { simulationSchema } from './schema/simulation.js';
import { siteSchema } from './schema/site.js';

export { type RequestClass, requestClasses } from './schema/activities.js';

/**
 * What a deployment file may say, and the clock that follows from it. `gateway` and `gateways` exclude each other (see rules).
 */
export const modelSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dots, hyphens')
      .describe('Name of the model; results go to a folder of this name'),
    description: z.string().optional().describe('What the model shows'),
    simulation: simulationSchema,
    gateway: gatewaySchema.optional(),
    gateways: z
      .array(gatewaySchema)
      .min(1)
      .max(200)
      .optional()
      .describe('Several gateways; each has connection points and a storage account of its own'),
    loadBalancer: loadBalancerSchema,
    connectionPoints: connectionPointsSchema,
    site: siteSchema,
    storage: storageSchema,
    dns: dnsSchema,
    entra: entraSchema,
    clients: clientsSchema,
    content: withDefault(z.array(contentSchema), [], chosen(5), 'Packages and their deployments'),
    cloudDistributionPoints: withDefault(
      z.array(cloudDistributionPointSchema),
      [],
      doc(5),
      'Deprecated content sources',
    ),
    inspection: withDefault(
      z.array(inspectionSchema),
      [],
      chosen(8),
      'Devices that block verbs or headers, or inspect TLS',
    ),
    events: withDefault(z.array(eventSchema), [], chosen(3), 'Timeline: failures, scaling, notifications'),
    objective: objectiveSchema,
    prices: pricesSchema,
  })
  .describe('A deployment of the cloud management gateway')
  .transform(readClock);

export type Model = z.output<typeof modelSchema>;
export type GatewayModel = NonNullable<Model['gateway']>;
export type PopulationModel = Model['clients'][number];
export type ActivityModel = PopulationModel['activities']['policy'];
export type EventModel = Model['events'][number];

/** The gateways of a model, whichever of the two spellings it uses. */
export function gatewaysOf(model: Model): readonly GatewayModel[] {
  return model.gateways ?? (model.gateway === undefined ? [] : [model.gateway]);
}
