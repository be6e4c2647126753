import { z } from 'zod';
import { weekPoint } from '../clock/week-field.js';
import {
  count,
  fixedDuration,
  ONE_VALUE,
  perSecond,
  share,
  sizeDistribution,
  withDefault,
} from '../field.js';
import { OCCURS } from '../occurs.js';
import { chosen, doc } from './origin.js';

const deploymentSchema = z.strictObject({
  to: z.array(z.string()).optional().describe('Populations; left out: all'),
  share: withDefault(share, 1, chosen(5), 'Share of their clients'),
  available: withDefault(weekPoint(), '0h', chosen(4), 'Point in the week at which it becomes available'),
  occurs: withDefault(
    z.enum(OCCURS),
    'once',
    chosen(5),
    'How often a new version comes: once, or also every week or four weeks before and after',
  ),
  window: withDefault(
    fixedDuration(ONE_VALUE.width),
    '0s',
    doc(4),
    'Clients start at a random time within this after they noticed it',
  ),
  notice: withDefault(
    z.enum(['policy', 'at-once']),
    'policy',
    doc(4),
    'Clients notice it at their next policy request, or at once',
  ),
});

export const contentSchema = z
  .strictObject({
    name: z.string().min(1).describe('Name of the package'),
    size: sizeDistribution.describe('Bytes of one download'),
    source: withDefault(
      z.enum(['gateway', 'windows-update', 'cloud-distribution-point']),
      'gateway',
      chosen(5),
      'What clients download it from; windows-update, as Microsoft advises for updates: nothing of it touches the gateway or the bill',
    ),
    files: withDefault(
      count(1, 10_000),
      1,
      chosen(5),
      'Files of equal size that it is made of, each a blob with the request limit of one',
    ),
    peers: withDefault(
      share,
      0,
      chosen(5),
      'Share of its bytes that peers of the branch serve; what is left comes from the source',
    ),
    gateways: z.array(z.string()).optional().describe('Gateways that hold it; left out: all with content'),
    deployments: withDefault(z.array(deploymentSchema), [], chosen(5), 'To whom it is deployed, and when'),
    onDemand: perSecond.optional().describe('Downloads that people start by themselves, at random times'),
  })
  .describe('A package');

export const cloudDistributionPointSchema = z
  .strictObject({ name: z.string().min(1).describe('Name in results') })
  .describe('Cloud distribution point (deprecated; before version 2107 only)');
