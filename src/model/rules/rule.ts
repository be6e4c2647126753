import { nearest } from '../nearest.js';
import type { Path } from '../problem.js';
import { type GatewayModel, gatewaysOf, type Model } from '../schema.js';
import { type Complaint, orList } from '../units.js';

/** Fields that contradict each other although each alone is well-formed. */
export interface RuleBreak extends Complaint {
  /** The problem is reported at the first of them that an override set, else at the first. */
  readonly paths: readonly [Path, ...Path[]];
}

export type Rule = (model: Model) => Iterable<RuleBreak>;

export const broken = (path: Path, message: string, remedy: string, ...others: Path[]): RuleBreak => ({
  paths: [path, ...others],
  message,
  remedy,
});

/** The gateways with the paths under which the model holds them. */
export function gatewayEntries(model: Model): { gateway: GatewayModel; path: Path }[] {
  return gatewaysOf(model).map((gateway, index) => ({
    gateway,
    path: model.gateways === undefined ? ['gateway'] : ['gateways', index],
  }));
}

interface Named {
  readonly name: string;
}

/** Breaks the rule that a name leads to an item of a list. */
export function* mustBeNamed(
  path: Path,
  what: string,
  name: string | undefined,
  list: readonly Named[],
): Iterable<RuleBreak> {
  const names = list.map((one) => one.name);
  if (name === undefined || names.includes(name)) return;
  yield broken(path, `there is no ${what} "${name}"`, `write ${nearest(name, names) ?? orList(names)}`);
}
