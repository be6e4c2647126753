import { z } from 'zod';

const rate = z.number().min(0);
export const demandHour = z.strictObject({
  clients: rate.describe('Online, mean of the hour'),
  requestsPerSecond: rate.describe('Relayed requests'),
  bytesPerSecond: rate.describe('Of relayed requests and their replies'),
  cpu: rate.describe('Seconds of work of all instances, a second: cores'),
  downloadsPerSecond: rate.describe('Downloads of content begun'),
  contentBytesPerSecond: rate.describe('Content, which comes from storage'),
});
export const demandHours = z
  .array(demandHour)
  .length(168)
  .describe('By hour of the week, Monday 00:00 UTC first; content and events of later weeks are added to it');

export type DemandHour = z.output<typeof demandHour>;
