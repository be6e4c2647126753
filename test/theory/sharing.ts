import { expect, it } from 'vitest';
import { mg1Sharing } from '../../src/measure/theory.js';
import type { Model } from '../../src/model/schema.js';
import type { Customers } from './lengths.js';
import { FARTHEST, lengthFor, replicate, score, showScores, spreadProbability } from './scores.js';

const SERVICE_SECONDS = 1e-3;

/** Three distributions of one mean: no, some and much variation. */
const SERVICES = {
  constant: <Text>(mean: Text) => mean,
  exponential: <Text>(mean: Text) => ({ exponential: mean }),
  hyperexponential: <Text>(mean: Text) => ({ hyperexponential: { mean, cv: 2 } }),
} as const;
type Service = (typeof SERVICES)[keyof typeof SERVICES];

/**
 * Declares the tests that hold a reduced gateway to M/G/1 under processor sharing at some loads: whatever the
 * distribution of service, the mean sojourn is E[S] / (1 - load).
 * @param customers requests measured in a replication, by load
 * @param build the gateway whose only station shares itself among these arrivals; `service` writes the
 *   distribution of a mean, which must come to 1 ms
 */
export function holdToSharing(
  name: string,
  customers: Customers,
  requestClass: number,
  build: (arrivalRate: number, service: Service) => Model,
): void {
  const cells = Object.keys(SERVICES).flatMap((service) =>
    Object.keys(customers).map((load) => ({ service, load: Number(load) })),
  );
  const scored = new Map<string, number>();
  const scoreOf = ({ service, load }: (typeof cells)[number]): number => {
    const title = `${name} M/G/1-PS ${service} at load ${load}`;
    const known = scored.get(title);
    if (known !== undefined) return known;
    const arrivalRate = load / SERVICE_SECONDS;
    const replications = replicate(
      build(arrivalRate, SERVICES[service as keyof typeof SERVICES]),
      title,
      lengthFor(load, arrivalRate, customers[load]!),
      requestClass,
    );
    const exact = mg1Sharing(arrivalRate, SERVICE_SECONDS).meanSojourn;
    const z = score(replications, (latencies) => latencies.mean!, exact);
    scored.set(title, z);
    return z;
  };
  it.each(cells)('$service service at load $load: mean', (cell) => {
    expect(Math.abs(scoreOf(cell))).toBeLessThanOrEqual(FARTHEST);
  });
  it('the scores spread as they should', () => {
    const probability = spreadProbability(cells.map(scoreOf));
    expect(probability).toBeGreaterThan(0.0005);
    expect(probability).toBeLessThan(0.9995);
  });
  showScores(name, cells, (cell) => [scoreOf(cell)]);
}
