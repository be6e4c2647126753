import { createDistribution } from '../../engine/index.js';
import { nextOccurrence, type Occurs, occurrencesBefore } from '../../model/occurs.js';
import { type EventModel, gatewaysOf, type Model } from '../../model/schema.js';
import { weekName, weekTime } from '../words/clock.js';

const DAY = 86_400;

/** What a model dates: when it begins, how often, and how long it can be felt. */
interface Dated {
  readonly name: string;
  readonly at: number;
  readonly occurs: Occurs | undefined;
  readonly seconds: number;
}

/**
 * What a model dates that cannot be felt in a time of so many seconds: events of its timeline, and deployments of content.
 * @param from seconds after Monday 00:00 UTC of the first week
 * @returns each in words, with its time on the clock of the site
 */
export const outsideOf = (model: Model, from: number, seconds: number): string[] =>
  unfelt([...eventsOf(model, () => true), ...deploymentsOf(model)], model, from, seconds);

/** The same, of what brings requests. */
export const demandOutside = (model: Model, from: number, seconds: number): string[] =>
  unfelt(
    [...eventsOf(model, ({ event }) => event === 'notify'), ...deploymentsOf(model)],
    model,
    from,
    seconds,
  );

function unfelt(dated: readonly Dated[], { clock }: Model, from: number, seconds: number): string[] {
  const { site, laterSeconds } = clock;
  const { offsetSeconds } = site;
  return dated
    .filter((one) => !isFelt(one, from, from + seconds))
    .map(({ name, at, occurs }) => {
      const week = occurs === 'weekly' ? 'every ' : weekName(at + offsetSeconds - laterSeconds);
      return `${name} ${week}${weekTime(at + offsetSeconds)}`;
    });
}

/** Whether it comes in a time, or came before and is still felt then. */
function isFelt({ at, occurs, seconds }: Dated, from: number, until: number): boolean {
  const next = nextOccurrence(at, occurs, from);
  return (next !== null && next < until) || occurrencesBefore(at, occurs, from, seconds).length > 0;
}

function eventsOf(model: Model, counts: (event: EventModel) => boolean): Dated[] {
  return model.events.filter(counts).flatMap((event) =>
    event.at === undefined
      ? []
      : [
          {
            name: event.event,
            at: event.at,
            occurs: 'occurs' in event ? event.occurs : undefined,
            seconds: secondsOf(event, model),
          },
        ],
  );
}

/** How long an event is felt, in the mean. */
function secondsOf(event: EventModel, model: Model): number {
  switch (event.event) {
    case 'scale':
      return Number.POSITIVE_INFINITY;
    case 'notify':
      return event.within;
    case 'vm-restart':
    case 'vm-rebuild': {
      const [first] = gatewaysOf(model);
      const { vm } = gatewaysOf(model).find(({ name }) => name === event.gateway) ?? first!;
      return createDistribution(event.event === 'vm-restart' ? vm.restart : vm.provisioning).mean;
    }
    default:
      return createDistribution(event.duration).mean;
  }
}

/** A day after its window most clients that are ever online have begun a download. */
const deploymentsOf = ({ content }: Model): Dated[] =>
  content.flatMap(({ name, source, deployments }) =>
    (source === 'windows-update' ? [] : deployments).map(({ available, window, occurs }) => ({
      name: `deployment of ${name}`,
      at: available,
      occurs,
      seconds: window + DAY,
    })),
  );
