import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { callCmgsim } from './call.js';

describe('cmgsim demand', () => {
  it('shows the week and its hours, the peak marked, no line wider than a page', async () => {
    const { exitCode, out, err } = await callCmgsim('demand', 'update-day');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('Busiest 7 h: Mon 08:00 to 15:00');
    expect(out).toMatch(/Mon {2}·{16}[▁▂▃▄▅▆▇█]{19}·{13}\n/);
    expect(out).toMatch(/Mon 11:00 to 12:00 +6,000 .*100 % +peak\n/);
    expect(out).toMatch(/\n {2}Sun {2}·{48}\n/);
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('writes JSON that its schema describes, whose populations add up', async () => {
    const schema = JSON.parse((await callCmgsim('model', 'schema', '--of', 'demand')).out);
    const answer = JSON.parse((await callCmgsim('demand', 'scale-set', '--format', 'json')).out);
    const validate = new Ajv2020().compile(schema);
    expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
    const { hours, populations } = answer;
    const { requests } = populations.homeworkers;
    const inClasses = Object.values(requests as Record<string, { requestsPerSecond: number }[]>).reduce(
      (sum, one) => sum + one[8]!.requestsPerSecond,
      0,
    );
    expect(inClasses).toBeCloseTo(hours[8].requestsPerSecond, 9);
    expect(hours[9].clients).toBeCloseTo(12_000, 6);
    expect(hours[3].clients).toBe(0);
  });

  it('of a Monday morning in the east keeps to its schema, before Monday 00:00 UTC as it is', async () => {
    const schema = JSON.parse((await callCmgsim('model', 'schema', '--of', 'demand')).out);
    const sydney = ['--set', 'site.timeZone=Australia/Sydney', '--set', 'clients.0.hours.timeZone=site'];
    const { out } = await callCmgsim('demand', 'scale-set', '--format', 'json', ...sydney);
    const answer = JSON.parse(out);
    const validate = new Ajv2020().compile(schema);
    expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
    const utc = JSON.parse((await callCmgsim('demand', 'scale-set', '--format', 'json')).out);
    expect(answer.busiest.startSeconds).toBe(utc.busiest.startSeconds - 11 * 3600);
    expect((await callCmgsim('demand', 'scale-set', ...sydney)).out).toContain(
      '\nBusiest 4 h: Mon 08:16 to 12:16',
    );
  });

  it('marks no peak where clients are online and nothing is asked for', async () => {
    const off = ['policy', 'notification', 'state', 'hardware-inventory', 'software-inventory', 'metering']
      .concat('heartbeat', 'update-scan', 'location', 'compliance', 'location')
      .flatMap((name) => ['--set', `clients.0.activities.${name}.enabled=false`]);
    const { out } = await callCmgsim(
      'demand',
      'lab',
      ...off,
      '--set',
      'clients.0.authentication={certificate: 1}',
    );
    expect(out).toMatch(/\nHours ─+ no requests are expected\n/);
    expect(out).toMatch(/Mon 00:00 to Sun 24:00 +[\d,]+ +0\/s .* 0 %\n/);
    expect(out).not.toContain('peak:');
  });

  it('writes tidy CSV: a row an hour, population and class', async () => {
    const { out } = await callCmgsim('demand', 'lab', '--format', 'csv');
    const rows: Record<string, string>[] = parse(out, { columns: true });
    const classes = new Set(rows.map((row) => row.class));
    expect(rows).toHaveLength(168 * classes.size);
    expect(rows.find((row) => row.hour === '25' && row.class === 'all')).toMatchObject({
      begins_utc: 'Tue 01:00',
      population: 'lab',
    });
  });

  it('refuses a model with a problem', async () => {
    expect(await callCmgsim('demand', 'lab', '--set', 'clients.lab.count=-1')).toMatchObject({
      exitCode: 2,
      out: '',
    });
  });

  it('tells the time on the clock of the site, whatever its minutes: the same week with another name', async () => {
    const zone = [
      '--set',
      'site.timeZone=Asia/Kathmandu',
      '--set',
      'clients.homeworkers.hours.timeZone=site',
    ];
    const { out } = await callCmgsim('demand', 'scale-set', ...zone);
    const utc = await callCmgsim('demand', 'scale-set', '--set', 'clients.homeworkers.hours.timeZone=UTC');
    const chartOf = (text: string) =>
      text.split('\n').filter((line) => /^ {2}[A-Z][a-z]{2} {2}[·▁-█]/.test(line));
    expect(out).toContain('times in Asia/Kathmandu, UTC+5:45');
    expect(out.match(/Busiest .*? to [\d:]+/)?.[0]).toBe(utc.out.match(/Busiest .*? to [\d:]+/)?.[0]);
    expect(chartOf(out)).toHaveLength(7);
    expect(chartOf(out)).toEqual(chartOf(utc.out));
    expect(out).toMatch(/\n {2}Mon 08:00 to 09:00 /);
    const csv = await callCmgsim('demand', 'scale-set', '--format', 'csv', ...zone);
    const rows: Record<string, string>[] = parse(csv.out, { columns: true });
    expect(rows.find(({ hour }) => hour === '8')).toMatchObject({
      begins_utc: 'Mon 02:15',
      clock: 'Mon 08:00',
    });
  });

  it('shows one week, the busiest, where weeks differ, and says what is not in it', async () => {
    const told = (at: string, share: number) => ({
      event: 'notify',
      at,
      activity: 'policy',
      within: '1h',
      share,
    });
    const events = [told('tue 10:00', 0.2), told('week 2 tue 10:00', 0.9), told('week 3 tue 10:00', 0.3)];
    const set = ['--set', 'simulation.duration=1h', '--set', `events=${JSON.stringify(events)}`];
    const { out } = await callCmgsim('demand', 'lab', ...set);
    expect(out).toMatch(/\nBusiest 1 h: week 2 Tue 10:00 to 11:00, ([\d.]+)\/s/);
    const [, busiest] = /\nBusiest .*, ([\d.]+)\/s/.exec(out)!;
    expect(out).toContain(`  Tue 10:00 to 11:00`);
    expect(out.match(/Tue 10:00 to 11:00 +\S+ +([\d.]+)\/s.*peak/)?.[1]).toBe(busiest);
    expect(out).toMatch(/\nWeek 2 ─/);
    expect(out).toContain('not in it: notify Tue 10:00, notify week 3 Tue 10:00\n');
    const json = JSON.parse((await callCmgsim('demand', 'lab', '--format', 'json', ...set)).out);
    expect(json.week).toEqual({
      startSeconds: 7 * 86_400,
      outside: ['notify Tue 10:00', 'notify week 3 Tue 10:00'],
    });
    expect(json.hours[34].requestsPerSecond).toBeCloseTo(json.busiest.requestsPerSecond, 9);
  });
});
