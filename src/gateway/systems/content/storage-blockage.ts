import { networkOf } from '../../../model/network/from-model.js';
import { storageOutcome } from '../../../model/network/request-failures.js';
import type { Cause } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import type { RequestId } from '../../request/ids.js';
import { bypassesGateway } from './content-sources.js';

/** Why firewall or devices keep a download's client from the storage that it reads, by the network rules; null when they do not. */
export function storageBlockage(context: Context): (request: RequestId) => Cause | null {
  const { model, clients, requests } = context;
  const network = networkOf(model);
  // By population and gateway.
  const causes = network.populations.map((population) =>
    network.gateways.map((gateway) => storageOutcome(network, gateway, population)),
  );
  return (request) =>
    bypassesGateway(context, request)
      ? null
      : causes[clients.population.get(requests.client(request))][requests.source(request)];
}
