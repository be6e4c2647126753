import type { NetworkAnswer } from '../../model/network/answer.js';
import type { GrowthStep } from '../../model/network/growth.js';
import { describeOpenings } from '../../model/network/openings.js';
import type { Paint } from '../paint.js';
import { hanging, headedTable } from './lines.js';
import { counted, instanceName } from './words.js';

export const CHANGES: Readonly<Record<GrowthStep['change'], string>> = {
  start: 'needs',
  add: 'adds',
  drop: 'no longer uses',
};

/** Whether the model lets a port through now; nothing for one that is no longer used. */
export const openText = (step: GrowthStep): string =>
  step.isOpen === null ? '' : step.isOpen ? 'is open' : 'to open';

/** The ports of the channel, step by step, under the size that they are for. */
export function growthLines(answer: NetworkAnswer, steps: readonly GrowthStep[], paint: Paint): string[] {
  const several = answer.gateways.length > 1;
  return [
    paint('heading', 'Ports of the channel as the gateway grows (connection points, outbound)'),
    ...headedTable(
      paint,
      [
        { title: 'change' },
        { title: 'protocol' },
        { title: 'port', align: 'right' },
        { title: 'for' },
        { title: 'need' },
        { title: 'now' },
        { title: 'source' },
      ],
      steps.map((step) => [
        CHANGES[step.change],
        step.protocol,
        `${step.port}`,
        step.instance === null ? 'load balancer' : instanceName(step.instance),
        step.change === 'drop' ? '' : step.need,
        openText(step),
        step.section,
      ]),
      steps.map((step) => `${counted(step.instances, 'instance')}${several ? ` of ${step.gateway}` : ''}`),
    ),
    '',
    ...openLines(steps, paint),
  ];
}

/** Everything that the last size needs and that is not open now. */
function openLines(steps: readonly GrowthStep[], paint: Paint): string[] {
  const openings = describeOpenings(stillUsed(steps).flatMap((step) => step.open));
  if (openings.length === 0) return [];
  const title = `What to open for ${counted(steps.at(-1)!.instances, 'instance')}`;
  return [paint('heading', title), ...openings.flatMap((opening) => hanging('  - ', opening)), ''];
}

/** Steps whose port no later step drops. */
export const stillUsed = (steps: readonly GrowthStep[]): GrowthStep[] =>
  steps.filter(
    (step) =>
      step.change !== 'drop' &&
      !steps.some(
        (later) =>
          later.change === 'drop' &&
          later.gateway === step.gateway &&
          later.protocol === step.protocol &&
          later.port === step.port,
      ),
  );
