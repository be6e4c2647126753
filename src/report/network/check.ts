import type { NetworkAnswer } from '../../model/network/answer.js';
import type { FlowCheck, FlowPart, FlowState } from '../../model/network/check/flow.js';
import { worstOf } from '../../model/network/check/phase.js';
import type { NetworkCheck } from '../../model/network/check.js';
import { joinPorts } from '../../model/network/openings.js';
import type { Paint, Tone } from '../paint.js';
import { hanging } from './lines.js';
import { changesSize, channellessText, instancesText, phaseText, sizeText } from './sizes.js';
import { shareOf } from './words.js';

const TONES: Readonly<Record<FlowState, Tone>> = { works: 'good', degraded: 'warning', broken: 'bad' };
const STATE_WIDTH = 'degraded'.length;
const INDENT = ' '.repeat(STATE_WIDTH + 4);

/** The verdict of `--check` in one sentence. */
export function verdict(check: NetworkCheck): string {
  const { state, requestShare, downloadShare } = check;
  if (state === 'works') return 'everything that this deployment needs is open';
  const failing = [
    shareOf(requestShare, 'requests'),
    ...(downloadShare === null ? [] : [shareOf(downloadShare, 'downloads')]),
  ];
  const when = changesSize(check) ? `, ${phaseText(check, worstOf(check.phases))}` : '';
  const meanwhile = `meanwhile ${failing.join(' and ')} fail${when}`;
  return state === 'degraded'
    ? `it works, though not as well as it could; ${meanwhile}`
    : `something needed is not open; ${meanwhile}`;
}

/** Blocked names that no flow of this deployment goes to. */
export const idleText = ({ blocksNothing }: NetworkCheck): string =>
  `blocks nothing that this deployment needs: ${blocksNothing.map(({ at, host }) => `${host} (${at})`).join(', ')}`;

/** Every flow with its state, the first cause, what fails meanwhile and what to open. */
export function checkLines(answer: NetworkAnswer, check: NetworkCheck, paint: Paint): string[] {
  const several = answer.gateways.length > 1;
  return [
    ...stateLines(check.state, verdict(check), '', paint),
    '',
    ...(changesSize(check) ? phaseLines(check, paint) : []),
    paint('heading', 'Flows'),
    ...check.flows.flatMap((flow) => flowLines(check, flow, several, paint)),
    '',
    ...openingLines('What to open', check.open, paint),
    ...openingLines('What would make it better', check.improve, paint),
    ...(check.blocksNothing.length === 0 ? [] : [...hanging('', idleText(check)), '']),
    ...hanging(
      '',
      'Shares are those of the long run: the load balancer gives each instance the same share of connections, and tokens that clients have expire. Not checked, because a model says nothing of it: the console, and the endpoints in the site database.',
    ),
    '',
  ];
}

/** What is true at each size on the model's timeline, and which instances have no channel then. */
const phaseLines = (check: NetworkCheck, paint: Paint): string[] => [
  paint('heading', 'Sizes on the timeline'),
  ...check.phases.flatMap((phase) => {
    const why = channellessText(check, phase);
    return [
      ...stateLines(phase.state, `${phaseText(check, phase)}${why === null ? '' : `: ${why}`}`, '  ', paint),
      ...(phase.state === 'works' ? [] : hanging(INDENT, `${sharesText(phase)} fail`)),
    ];
  }),
  '',
];

function flowLines(check: NetworkCheck, flow: FlowCheck, several: boolean, paint: Paint): string[] {
  const gateway = several && flow.gateway !== null ? ` (${flow.gateway})` : '';
  const size = sizeText(check, flow);
  const what = `${flow.from} -> ${flow.to}, ${flow.over}${gateway}${size === null ? '' : `, ${size}`}`;
  return [
    ...stateLines(flow.state, what, '  ', paint),
    ...(flow.reason === null ? [] : hanging(INDENT, flow.reason)),
    ...(flow.state === 'works' ? [] : hanging(INDENT, failingText(flow))),
    ...(flow.state === 'works'
      ? []
      : groupParts(flow.parts).flatMap((group) => partLines(group, INDENT, paint))),
  ];
}

const sharesText = ({
  requestShare,
  downloadShare,
}: Pick<FlowCheck, 'requestShare' | 'downloadShare'>): string =>
  `${shareOf(requestShare, 'requests')}, ${shareOf(downloadShare, 'downloads')}`;
const failingText = (flow: FlowCheck): string => `${sharesText(flow)} fail (${flow.section})`;

function stateLines(state: FlowState, text: string, indent: string, paint: Paint): string[] {
  const [first, ...rest] = hanging(`${indent}${state.padEnd(STATE_WIDTH)}  `, text);
  return [indent + paint(TONES[state], state) + first!.slice(indent.length + state.length), ...rest];
}

function partLines(group: readonly FlowPart[], indent: string, paint: Paint): string[] {
  const [first] = group;
  const reason = first!.reason === null ? '' : `: ${first!.reason}`;
  const more = group.length > 1 && first!.reason !== null ? ' (and so on)' : '';
  return stateLines(first!.state, `${groupName(group)}${usesText(group)}${reason}${more}`, indent, paint);
}

function groupName(group: readonly FlowPart[]): string {
  const [first] = group;
  if (first!.instance === null) return first!.name;
  return instancesText(group);
}

function usesText(group: readonly FlowPart[]): string {
  const uses = group.flatMap((part) => part.uses ?? []);
  return uses.length === 0 ? '' : `, ${uses[0]!.protocol} ${joinPorts(uses.map((use) => use.port))}`;
}

/** Neighbouring instances that differ in their numbers alone. */
function groupParts(parts: readonly FlowPart[]): FlowPart[][] {
  const groups: FlowPart[][] = [];
  const likeness = (part: FlowPart): string =>
    `${part.state} ${part.uses?.protocol} ${part.reason?.replace(/\d+/g, '#')}`;
  for (const part of parts) {
    const last = groups.at(-1)?.[0];
    if (last && last.instance !== null && likeness(last) === likeness(part)) groups.at(-1)!.push(part);
    else groups.push([part]);
  }
  return groups;
}

const openingLines = (title: string, openings: readonly string[], paint: Paint): string[] =>
  openings.length === 0
    ? []
    : [paint('heading', title), ...openings.flatMap((opening) => hanging('  - ', opening)), ''];
