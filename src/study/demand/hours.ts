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
  .describe('By hour of a week on the clock of the site, Monday 00:00 first');

/** Which week is shown, where content and events make weeks different. */
export const demandWeek = z
  .strictObject({
    startSeconds: z
      .number()
      .describe('Its Monday 00:00 on the clock of the site, after Monday 00:00 UTC of the first week'),
    outside: z.array(z.string()).describe('Notifications and deployments that cannot be felt in it'),
  })
  .describe('The week that is shown: the one with the busiest hour of the busiest time');

export type DemandHour = z.output<typeof demandHour>;
export type DemandWeek = z.output<typeof demandWeek>;
