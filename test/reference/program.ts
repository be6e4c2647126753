import { CAUSES } from '../../src/gateway/request/causes.js';
import { simulateSystem } from '../../src/gateway/simulation/simulate.js';
import { System } from '../../src/gateway/simulation/system.js';
import { type Model, requestClasses } from '../../src/model/schema.js';
import type { Ended, Outcome } from './outcome.js';

/** The program itself, with a record of each request when it ends. */
export function simulateProgram(model: Model, seed: string): Outcome {
  const system = new System(model, seed, 0);
  const { recorder, requests, paths } = system;
  const ended: Ended[] = [];
  const note = (request: Parameters<typeof recorder.completed>[0], cause: string | null) => {
    const requestClass = requestClasses[requests.requestClass(request)]!;
    const path = paths[requestClass === 'update-scan' ? 1 : 0]!;
    ended.push({
      client: requests.client(request),
      requestClass,
      arrival: requests.arrival(request),
      attempts: requests.attempts(request),
      cause,
      seconds: new Map(path.map(({ name }, stage) => [name, requests.seconds(request, stage)])),
    });
  };
  const completed = recorder.completed.bind(recorder);
  recorder.completed = (request) => {
    note(request, null);
    completed(request);
  };
  const gaveUp = recorder.gaveUp.bind(recorder);
  recorder.gaveUp = (request, cause) => {
    note(request, CAUSES[cause]!);
    gaveUp(request, cause);
  };
  const observation = simulateSystem(system);
  const { instances, connectionPoints, channels, siteSystems } = observation;
  return {
    ended,
    counters: {
      ...Object.fromEntries(instances.map(({ vm, requests }) => [vm, requests])),
      ...Object.fromEntries(connectionPoints.map(({ name, requests }) => [name, requests])),
      ...Object.fromEntries(
        channels.map(({ connectionPoint, vm, messages }) => [`${connectionPoint}/${vm}`, messages]),
      ),
      ...Object.fromEntries(siteSystems.map(({ name, requests }) => [name, requests])),
    },
  };
}
