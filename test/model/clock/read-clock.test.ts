import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/engine/random-stream.js';
import { loadModel } from '../../../src/model/load.js';
import { formatProblem } from '../../../src/model/problem.js';
import { type Model, modelSchema } from '../../../src/model/schema.js';
import { notesOf } from '../../../src/model/schema-walk.js';
import { leavesOf } from '../leaves.js';

const [HOUR, DAY, WEEK] = [3600, 86_400, 604_800];
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Hours of local time before UTC, as almanacs have them: on the two sides of the world, in both halves of the year. */
const ALMANAC: readonly (readonly [zone: string, january: number, july: number])[] = [
  ['Europe/Warsaw', 1, 2],
  ['Europe/London', 0, 1],
  ['Africa/Lagos', 1, 1],
  ['Asia/Kolkata', 5.5, 5.5],
  ['Asia/Kathmandu', 5.75, 5.75],
  ['Asia/Tokyo', 9, 9],
  ['Australia/Adelaide', 10.5, 9.5],
  ['Australia/Sydney', 11, 10],
  ['Australia/Lord_Howe', 11, 10.5],
  ['Pacific/Chatham', 13.75, 12.75],
  ['Pacific/Kiritimati', 14, 14],
  ['Pacific/Pago_Pago', -11, -11],
  ['Etc/GMT+12', -12, -12],
  ['America/New_York', -5, -4],
  ['America/St_Johns', -3.5, -2.5],
  ['America/Sao_Paulo', -3, -3],
  ['America/Santiago', -3, -4],
  ['W. Europe Standard Time', 1, 2],
  ['Newfoundland Standard Time', -3.5, -2.5],
  ['UTC-09:30', -9.5, -9.5],
  ['-5h', -5, -5],
  ['UTC', 0, 0],
];
const hoursOf = ([, january, july]: (typeof ALMANAC)[number], half: 0 | 1): number =>
  half === 0 ? january : july;
const DATES = [
  ['2026-01-12', 0],
  ['2024-02-29', 0],
  ['2026-07-13', 1],
  ['2099-07-01', 1],
] as const;

function load(text: string): Model {
  const loaded = loadModel(`name: m\ngateway: {content: true}\n${text}`, 'm.yaml');
  if ('problems' in loaded) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.value;
}

/** A site with points of every kind, in the zones of the site and of its second population. */
const site = (times: { date: string; site: string; night: string }, points: readonly string[]): string => `
simulation: {date: ${times.date}, start: ${points[0]}}
site: {timeZone: ${times.site}}
clients: [{name: day, count: 1}, {name: night shift, count: 1, hours: {timeZone: ${times.night}}}]
content: [{name: a, size: 1MB, deployments: [{available: ${points[1]}}]}]
events:
  - {event: notify, activity: policy, at: ${points[2]}}
  - event: scale
    instances: 3
    at: ${points[3]}
`;

const pointsOf = ({ simulation, content, events }: Model): (number | undefined)[] => [
  simulation.start,
  content[0]!.deployments[0]!.available,
  ...events.map(({ at }) => at),
];

describe('a clock time', () => {
  it('is the offset written by hand, in every zone, on every date, wherever a point in the week stands', () => {
    const draws = new RandomStream('clock times');
    const pick = <Item>(list: readonly Item[]): Item => list[draws.integer(list.length)]!;
    let early = 0;
    for (let round = 0; round < 40; round++) {
      const [[date, half], own, night, other] = [pick(DATES), pick(ALMANAC), pick(ALMANAC), pick(ALMANAC)];
      const written = [
        ['', own],
        [' night shift', night],
        [` ${other[0]}`, other],
        [' UTC', ALMANAC.at(-1)!],
      ] as const;
      const byHand: number[] = [];
      const points = written.map(([word, zone]) => {
        // Half of them on Monday, which begins on Sunday in the east.
        const [week, day, hour, minute] = [
          draws.integer(2) * draws.integer(2),
          draws.integer(7) * draws.integer(2),
          draws.integer(24),
          draws.integer(60),
        ];
        byHand.push(week * WEEK + day * DAY + hour * HOUR + minute * 60 - hoursOf(zone, half) * HOUR);
        const clock = `${hour < 10 && round % 2 === 0 ? '0' : ''}${hour}:${minute < 10 ? '0' : ''}${minute}`;
        return `${week === 0 ? '' : `week ${week + 1} `}${DAYS[day]} ${clock}${word}`;
      });
      const later = Math.min(...byHand) < 0 ? WEEK : 0;
      if (later > 0) early++;
      const zones = { date, site: own[0], night: night[0] };
      const model = load(site(zones, points));
      expect(pointsOf(model), JSON.stringify([zones, points])).toEqual(byHand.map((one) => one + later));
      expect(model.clients.map(({ hours }) => hours.timeZone)).toEqual(
        [own, night].map((zone) => hoursOf(zone, half) * HOUR),
      );
      expect(model.clock.laterSeconds).toBe(later);
      expect(model.clock.beginsSeconds).toBe(later + Math.min(0, ...byHand, -model.clock.site.offsetSeconds));
    }
    expect(early).toBeGreaterThan(5);
  });

  it('keeps its order where Monday morning is a Sunday in UTC: all points count a week later', () => {
    const zones = { date: '2026-01-12', site: 'Asia/Tokyo', night: 'site' };
    const [start, available, notified, scaled] = pointsOf(
      load(site(zones, ['mon 08:00', '0h', 'mon 09:30', 'tue 08:00'])),
    );
    expect([start, available, notified, scaled]).toEqual([167 * HOUR, WEEK, 168.5 * HOUR, 191 * HOUR]);
    const late = { ...zones, site: 'America/New_York' };
    expect(pointsOf(load(site(late, ['sun 20:00', '0h', 'week 2 mon 08:00', '176h'])))).toEqual(
      [169, 0, 181, 176].map((hours) => hours * HOUR),
    );
  });

  it('follows the clock that a day has at noon, where it changes in the night before', () => {
    const offset = (date: string) =>
      load(`clients: [{count: 1}]\nsimulation: {date: ${date}}\nsite: {timeZone: Europe/Warsaw}`).clock.site
        .offsetSeconds;
    expect(['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25'].map(offset)).toEqual(
      [1, 2, 2, 1].map((hours) => hours * HOUR),
    );
  });
});

describe('the clock of a model', () => {
  it('has the zones as they are written, and UTC where none is', () => {
    const { clock } = load(
      site({ date: '2026-07-13', site: 'Europe/Warsaw', night: 'Tokyo Standard Time' }, [
        '0h',
        '0h',
        '0h',
        '0h',
      ]),
    );
    expect(clock).toEqual({
      date: '2026-07-13',
      site: { name: 'Europe/Warsaw', offsetSeconds: 2 * HOUR },
      populations: [
        { population: 'day', name: 'Europe/Warsaw', offsetSeconds: 2 * HOUR },
        { population: 'night shift', name: 'Tokyo Standard Time', offsetSeconds: 9 * HOUR },
      ],
      laterSeconds: 0,
      beginsSeconds: -2 * HOUR,
    });
    expect(load('clients: [{count: 1}]').clock.site).toEqual({ name: null, offsetSeconds: 0 });
  });

  it('leaves no zone and no point as it is written, whatever the field', () => {
    const fields = leavesOf(modelSchema, 'model', false).filter(({ type }) => notesOf(type).clock === 'week');
    expect(new Set(fields.map(({ path }) => path.split('.').at(-1)))).toEqual(
      new Set(['start', 'at', 'available']),
    );
    const model = load(
      site({ date: '2026-07-13', site: 'Asia/Tokyo', night: 'site' }, ['mon 01:00', '1h', '0', 'sun 23:59']),
    );
    expect(JSON.stringify(model)).not.toMatch(/"zone"/);
  });

  it('knows times of the day', () => {
    const { hours } = load('clients: [{count: 1, hours: {from: 08:05, to: 24:00}}]').clients[0]!;
    expect([hours.from, hours.to]).toEqual([8 * HOUR + 300, DAY]);
  });
});
