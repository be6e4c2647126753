import type { FlowCheck, FlowPart, GatewaySize } from '../../model/network/check/flow.js';
import type { PhaseCheck } from '../../model/network/check/phase.js';
import type { NetworkCheck } from '../../model/network/check.js';
import { joinPorts } from '../../model/network/openings.js';
import { weekTime } from '../../study/words/clock.js';
import { counted } from './words.js';

type Time = Pick<GatewaySize, 'fromSeconds' | 'toSeconds'>;

/** Whether the check tells of several sizes. */
export const changesSize = ({ phases }: NetworkCheck): boolean => phases.length > 1;

/** When, of a time on the timeline of the check, on the clock of the site: `until Mon 09:10`, `from Mon 09:10 on`, `Mon 09:10 to Tue 09:10`. */
function timeText({ phases, offsetSeconds }: NetworkCheck, { fromSeconds, toSeconds }: Time): string | null {
  const clock = (seconds: number): string => weekTime(seconds + offsetSeconds);
  const isFirst = fromSeconds === phases[0]!.fromSeconds;
  if (toSeconds === null) return isFirst ? null : `from ${clock(fromSeconds)} on`;
  return isFirst ? `until ${clock(toSeconds)}` : `${clock(fromSeconds)} to ${clock(toSeconds)}`;
}

const joinTexts = (...texts: readonly (string | null)[]): string =>
  texts.filter((text) => text !== null).join(', ');

/** `with 2 instances, from Mon 09:10 on`; of several gateways, `with 2 instances of eu and 1 of us, ...`. */
export function phaseText(check: NetworkCheck, phase: PhaseCheck): string {
  const [first, ...others] = phase.sizes;
  const { length } = others;
  const named = [
    `${counted(first!.instances, 'instance')}${length > 0 ? ` of ${first!.gateway}` : ''}`,
    ...others.map(({ gateway, instances }) => `${instances} of ${gateway}`),
  ];
  return joinTexts(`with ${named.join(' and ')}`, timeText(check, phase));
}

/** The same of one flow; nothing where no size changes, or where size does not matter. */
export function sizeText(check: NetworkCheck, { size }: FlowCheck): string | null {
  if (size === null || !changesSize(check)) return null;
  return joinTexts(`with ${counted(size.instances, 'instance')}`, timeText(check, size));
}

/** Which instances have no channel in a phase, and why: `instance 1 has no channel: the firewall closes port ...`. */
export function channellessText({ flows }: NetworkCheck, { fromSeconds, sizes }: PhaseCheck): string | null {
  const missing = flows.flatMap(({ flow, gateway, size, parts }) => {
    const broken = parts.filter(({ state }) => state === 'broken');
    const isThen =
      size !== null && size.fromSeconds <= fromSeconds && fromSeconds < (size.toSeconds ?? Infinity);
    return flow === 'channel' && isThen && broken.length > 0 ? [{ gateway: gateway!, broken }] : [];
  });
  if (missing.length === 0) return null;
  const several = sizes.length > 1;
  return missing
    .map(({ gateway, broken }) => {
      const have = broken.length > 1 ? 'have' : 'has';
      return `${instancesText(broken)}${several ? ` of ${gateway}` : ''} ${have} no channel: ${reasonsText(broken)}`;
    })
    .join('; ');
}

/** `instance 3`, `instances 1-2` */
export const instancesText = (parts: readonly FlowPart[]): string =>
  `instance${parts.length > 1 ? 's' : ''} ${joinPorts(parts.map((part) => part.instance! + 1))}`;

/** The reason of the first; further ones differ in its numbers, or are told instance by instance. */
const reasonsText = (parts: readonly FlowPart[]): string =>
  `${parts[0]!.reason}${parts.length > 1 && parts.some(({ reason }) => reason !== parts[0]!.reason) ? ' (and so on)' : ''}`;
