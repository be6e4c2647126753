import { ENDPOINT_RULES, type EndpointRule } from './endpoint-rules.js';
import { deploymentName, serviceName } from './names.js';
import type { NetworkModel } from './network-model.js';
import type { Role } from './port-rules.js';

/** A name on the internet that a role must reach with HTTPS. */
export interface EndpointRequirement {
  readonly gateway: string;
  readonly role: Role;
  readonly what: string;
  /** Null where the article leaves the names to a look-up that `remark` describes. */
  readonly host: string | null;
  readonly remark: string | null;
  /** Where the article says so. */
  readonly section: string;
}

const ENDPOINT_SECTION = 'Internet endpoints';

/** Every row of the article's endpoint table that applies to the model, one name a row, names filled in. */
export const requiredEndpoints = (model: NetworkModel): EndpointRequirement[] =>
  model.gateways.flatMap((gateway) =>
    ENDPOINT_RULES.filter((rule) => {
      switch (rule.when) {
        case 'content':
          return gateway.content;
        case 'own-domain':
          return serviceName(gateway) !== deploymentName(gateway);
        case 'entra-clients':
          return model.populations.some((population) => population.authentication.entra > 0);
        default:
          return true;
      }
    }).flatMap((rule) =>
      (rule.hosts(gateway) ?? [null]).map((host) => requirement(rule, gateway.name, host)),
    ),
  );

const requirement = (rule: EndpointRule, gateway: string, host: string | null): EndpointRequirement => ({
  gateway,
  role: rule.role,
  what: rule.what,
  host,
  remark: rule.remark,
  section: ENDPOINT_SECTION,
});
