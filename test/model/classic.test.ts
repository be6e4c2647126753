import { describe, expect, it } from 'vitest';
import { classicStatus, gatewayNotes } from '../../src/model/classic.js';
import { loadModel } from '../../src/model/load.js';

const problemsOf = (gateway: string): string[] => {
  const loaded = loadModel(`{name: a, gateway: ${gateway}, clients: [{count: 1}]}`, 'm.yaml');
  return 'problems' in loaded ? loaded.problems.map(({ path, message }) => `${path}: ${message}`) : [];
};

/** Every month in which a version could be released, from the first with a gateway to well beyond today's. */
const VERSIONS = Array.from({ length: 20 }, (_, year) =>
  Array.from({ length: 12 }, (_, month) => (16 + year) * 100 + month + 1),
).flat();

describe('a classic cloud service', () => {
  it.each([
    [1610, 'current'],
    [2111, 'current'],
    [2203, 'existing-only'],
    [2207, 'existing-only'],
    [2309, 'existing-only'],
    [2403, 'refused'],
    [2509, 'refused'],
  ] as const)('is, for version %i, %s', (version, status) => {
    expect(classicStatus(version)).toBe(status);
  });

  it.each([true, false])(
    'loads in exactly the versions that have it, where it runs already: %s',
    (provisioned) => {
      const wanted = VERSIONS.filter((version) => {
        const status = classicStatus(version);
        return status === 'current' || (status === 'existing-only' && provisioned);
      });
      const loading = VERSIONS.filter(
        (version) =>
          version >= 1610 &&
          problemsOf(`{deployment: classic, provisioned: ${provisioned}, version: ${version}}`).length === 0,
      );
      expect(loading).toEqual(wanted.filter((version) => version >= 1610));
    },
  );

  it('exists in a model that states no version', () => {
    expect(problemsOf('{deployment: classic}')).toEqual([]);
  });

  it('takes nothing from scale sets of any version that has them', () => {
    const later = VERSIONS.filter((version) => version >= 2010);
    expect(later.flatMap((version) => problemsOf(`{version: ${version}}`))).toEqual([]);
  });

  it('is told of once, however many there are, and never of scale sets', () => {
    expect(gatewayNotes([{ deployment: 'scale-set' }])).toEqual([]);
    const [note, ...more] = gatewayNotes([
      { deployment: 'scale-set' },
      { deployment: 'classic' },
      { deployment: 'classic' },
    ]);
    expect(note).toMatch(/^Classic cloud service: .*2203.*2403.*2024\.$/);
    expect(more).toEqual([]);
  });
});
