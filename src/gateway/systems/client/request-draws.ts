import { createDistribution, type Distribution, type RandomStream } from '../../../engine/index.js';
import type { PopulationModel, RequestClass } from '../../../model/schema.js';
import type { Context } from '../../request/context.js';

/** The draws of one class of one population: sizes and service, each from a stream of its own. */
export class RequestDraws {
  private readonly request: Distribution;
  private readonly reply: Distribution;
  private readonly service: Distribution;
  private readonly requestStream: RandomStream;
  private readonly replyStream: RandomStream;
  private readonly serviceStream: RandomStream;

  constructor({ simulation }: Context, population: PopulationModel, requestClass: RequestClass) {
    const activity = population.activities[requestClass];
    const stream = (what: string) => simulation.stream(`clients/${population.name}/${requestClass}/${what}`);
    this.request = createDistribution(activity.request);
    this.reply = createDistribution(activity.reply);
    this.service = createDistribution(activity.service);
    this.requestStream = stream('request');
    this.replyStream = stream('reply');
    this.serviceStream = stream('service');
  }

  requestBytes(): number {
    return this.request.sample(this.requestStream);
  }

  replyBytes(): number {
    return this.reply.sample(this.replyStream);
  }

  serviceSeconds(): number {
    return this.service.sample(this.serviceStream);
  }
}
