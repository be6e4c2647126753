import { deploymentName } from './names.js';
import type { NetworkModel } from './network-model.js';

/** A field of a gateway's names that the model leaves to its default, so that the names are nobody's. */
export interface UnstatedField {
  /** As `--set` takes it, e.g. `gateway.prefix`. */
  readonly path: string;
  readonly value: string;
}

/**
 * Which fields that names are made of a model file does not state: the prefix, and the region where the deployment
 * name has it.
 * @param data the model file as written, without defaults
 */
export function unstatedNames(model: NetworkModel, data: unknown): UnstatedField[] {
  const written = data as { readonly gateway?: object; readonly gateways?: readonly object[] };
  return model.gateways.flatMap((gateway, index) => {
    const fields = written.gateways?.[index] ?? written.gateway ?? {};
    const path = written.gateways === undefined ? 'gateway' : `gateways.${index}`;
    const namesRegion = deploymentName(gateway).includes(`.${gateway.region.toLowerCase()}.`);
    return (['prefix', ...(namesRegion ? (['region'] as const) : [])] as const)
      .filter((field) => !(field in fields))
      .map((field) => ({ path: `${path}.${field}`, value: gateway[field] }));
  });
}

/** Whether the model says anything of firewalls, proxy or inspection; what it does not state counts as open. */
export const statesRules = ({
  connectionPoints,
  serviceConnectionPoint,
  populations,
  inspection,
}: NetworkModel): boolean =>
  connectionPoints.firewall !== undefined ||
  connectionPoints.proxy !== undefined ||
  connectionPoints.inspectsTls ||
  serviceConnectionPoint.firewall !== undefined ||
  populations.some((population) => population.firewall !== undefined) ||
  inspection.length > 0;
