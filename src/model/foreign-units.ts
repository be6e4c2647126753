/** Units that people write, as factors of units of a model file; of some there are two readings. */
type Meanings = Readonly<Record<string, readonly Meaning[]>>;
type Meaning = readonly [factor: number, unit: string];

const one = (unit: string): readonly Meaning[] => [[1, unit]];

const spelled = (words: string, unit: string): Meanings =>
  Object.fromEntries(words.split(' ').map((word) => [word, one(unit)]));

const WORDS: Readonly<Record<string, Meanings>> = {
  duration: {
    ...spelled('µs μs usec microsecond microseconds', 'us'),
    ...spelled('msec msecs millis millisecond milliseconds millisekunden', 'ms'),
    ...spelled('sec secs second seconds sek sekunde sekunden seconde secondes segundos', 's'),
    ...spelled('mins minute minutes minuten minutos', 'min'),
    ...spelled('hr hrs hour hours std stunde stunden heure heures uur uren uhr hora horas', 'h'),
    ...spelled('day days tag tage tagen jour jours dag dagen dias', 'd'),
    ...Object.fromEntries(
      ['w', 'wk', 'week', 'weeks', 'woche', 'wochen'].map((word) => [word, [[7, 'd']] as const]),
    ),
    ...Object.fromEntries(['month', 'months', 'monat', 'monate'].map((word) => [word, [[30, 'd']] as const])),
    ...Object.fromEntries(
      ['y', 'year', 'years', 'jahr', 'jahre'].map((word) => [word, [[365, 'd']] as const]),
    ),
  },
  size: {
    ...spelled('byte bytes octets', 'B'),
    ...spelled('kilobyte kilobytes ko kbyte', 'kB'),
    ...spelled('m megabyte megabytes mo mbyte meg', 'MB'),
    ...spelled('g gigabyte gigabytes go gbyte', 'GB'),
    ...spelled('t terabyte terabytes to tbyte', 'TB'),
    ...spelled('ki', 'KiB'),
    ...spelled('mi', 'MiB'),
    ...spelled('gi', 'GiB'),
    k: [
      [1, 'kB'],
      [1, 'KiB'],
    ],
    // Windows counts 1024 bytes to its KB.
    kb: [
      [1, 'kB'],
      [1, 'KiB'],
    ],
    bit: [[1 / 8, 'B']],
    bits: [[1 / 8, 'B']],
    kbit: [[1 / 8, 'kB']],
    mbit: [[1 / 8, 'MB']],
    gbit: [[1 / 8, 'GB']],
  },
  rate: {
    ...spelled('bit/s bits/s', 'bps'),
    ...spelled('k kbit kbits kbit/s kbits/s', 'kbps'),
    ...spelled('m mbit mbits mbit/s mbits/s megabit', 'Mbps'),
    ...spelled('g gbit gbits gbit/s gbits/s gigabit', 'Gbps'),
    ...Object.fromEntries(
      ['k', 'm', 'g'].flatMap((prefix) =>
        ['byte/s', 'bytes/s', 'byte', 'bytes'].map((word) => {
          const unit = `${prefix === 'k' ? 'k' : prefix.toUpperCase()}bps`;
          return [`${prefix}${word}`, [[8, unit]] as const];
        }),
      ),
    ),
    'kib/s': [[8.192, 'kbps']],
    'mib/s': [[8.388608, 'Mbps']],
    'gib/s': [[8.589934592, 'Gbps']],
  },
  perSecond: {
    ...spelled('/sec /second hz rps qps req/s requests/s', '/s'),
    ...spelled('/minute rpm', '/min'),
    ...spelled('/hour /hr', '/h'),
    ...spelled('/day', '/d'),
    '/week': [[1 / 7, '/d']],
  },
  share: {
    ...spelled('percent pct prozent procent', '%'),
    '‰': [[0.1, '%']],
  },
};

/**
 * What a number with a unit that a model file does not know comes to in those that it knows: 4MB/s -> 32Mbps, 2 weeks ->
 * 14d. Two where it may mean two things, none where nobody knows.
 */
export function inKnownUnits(quantity: string, digits: string, unit: string): string[] {
  const written = unit
    .trim()
    .replace(/^per\s+|^(?:requests|req)?\s*(?:per|pro|je)\s+/i, '/')
    .replace(/\s+/g, '');
  const meanings = bitsOrBytes(quantity, written) ?? WORDS[quantity]?.[written.toLowerCase()] ?? [];
  return meanings.map(([factor, known]) => `${Number((Number(digits) * factor).toPrecision(12))}${known}`);
}

/** Where a capital B is bytes and a small b bits; all small letters may be either. */
function bitsOrBytes(quantity: string, unit: string): readonly Meaning[] | null {
  const [, prefix = '', letter = '', rest = ''] = /^([kKmMgGtT])([bB])(\/s|\/sec|ps|PS)?$/.exec(unit) ?? [];
  if (letter === '') return null;
  const scale = prefix === 'k' || prefix === 'K' ? 'k' : prefix.toUpperCase();
  if (quantity === 'rate') {
    if (rest === 'ps' || rest === 'PS')
      return letter === 'B' && rest === 'ps' ? [[8, `${scale}bps`]] : [[1, `${scale}bps`]];
    const bits: Meaning = [1, `${scale}bps`];
    const bytes: Meaning = [8, `${scale}bps`];
    return letter === 'B' ? [bytes] : prefix === scale && scale !== 'k' ? [bits] : [bits, bytes];
  }
  if (quantity === 'size' && rest === '' && letter === 'b' && prefix === scale && scale !== 'k') {
    return [
      [1, `${scale}B`],
      [1 / 8, `${scale}B`],
    ];
  }
  return null;
}
