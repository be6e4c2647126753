import { gatewayNotes } from '../classic.js';
import { checkNetwork, type NetworkCheck } from './check.js';
import type { DeploymentKind, Environment } from './deployment.js';
import { type GrowthStep, growth } from './growth.js';
import { deploymentName, serviceName } from './names.js';
import type { NetworkModel } from './network-model.js';
import { type EndpointRequirement, requiredEndpoints } from './required-endpoints.js';
import { type HttpRequirement, requiredHttp } from './required-http.js';
import { type PortRequirement, requiredPorts } from './required-ports.js';
import { statesRules, type UnstatedField } from './unstated.js';

export interface GatewayNames {
  readonly name: string;
  readonly deployment: DeploymentKind;
  readonly instances: number;
  readonly environment: Environment;
  readonly serviceName: string;
  readonly deploymentName: string;
}

/** Everything that `cmgsim network` says of a model; what was not asked for is null. */
export interface NetworkAnswer {
  readonly model: string;
  readonly gateways: readonly GatewayNames[];
  readonly connectionPoints: number;
  /** What is true of the gateways whatever their network is like: whole sentences. */
  readonly notes: readonly string[];
  /** Fields behind the names that the model file leaves to their defaults. */
  readonly unstated: readonly UnstatedField[];
  /** Whether the model says anything of firewalls, proxy or inspection; what it does not state counts as open. */
  readonly statesRules: boolean;
  readonly ports: readonly PortRequirement[];
  readonly endpoints: readonly EndpointRequirement[];
  readonly http: readonly HttpRequirement[];
  readonly check: NetworkCheck | null;
  readonly growth: readonly GrowthStep[] | null;
}

export interface NetworkQuestion {
  readonly check: boolean;
  /** From and to how many instances. */
  readonly grow: readonly [from: number, to: number] | null;
}

/**
 * @param unstated see `unstatedNames`; nothing for a model that comes from no file
 * @throws RangeError when `grow` is no range within 1 to 16.
 */
export const answerNetwork = (
  model: NetworkModel,
  question: NetworkQuestion,
  unstated: readonly UnstatedField[] = [],
): NetworkAnswer => ({
  model: model.name,
  gateways: model.gateways.map((gateway) => ({
    name: gateway.name,
    deployment: gateway.deployment,
    instances: gateway.instances,
    environment: gateway.environment,
    serviceName: serviceName(gateway),
    deploymentName: deploymentName(gateway),
  })),
  connectionPoints: model.connectionPoints.count,
  notes: gatewayNotes(model.gateways),
  unstated,
  statesRules: statesRules(model),
  ports: requiredPorts(model),
  endpoints: requiredEndpoints(model),
  http: requiredHttp(model),
  check: question.check ? checkNetwork(model) : null,
  growth: question.grow && growth(model, ...question.grow),
});
