import type { Paint } from '../paint.js';

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const NONE = '·';
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const CELLS_A_DAY = 48;
const CELLS_BETWEEN_MARKS = 12;

/** A week as one line a day, a character half an hour, as high as its share of the highest. */
export function chartLines(halfHours: readonly number[], paint: Paint): string[] {
  const most = Math.max(...halfHours);
  const marks = Array.from({ length: CELLS_A_DAY / CELLS_BETWEEN_MARKS }, (_, mark) =>
    `${String(mark * 6).padStart(2, '0')}:00`.padEnd(CELLS_BETWEEN_MARKS),
  ).join('');
  const days = DAYS.map((day, index) => {
    const cells = halfHours.slice(index * CELLS_A_DAY, (index + 1) * CELLS_A_DAY);
    return `  ${day}  ${paint('bar', cells.map((value) => levelOf(value, most)).join(''))}`;
  });
  return [paint('quiet', `       ${marks}`.trimEnd()), ...days];
}

const levelOf = (value: number, most: number): string =>
  value > 0 ? LEVELS[Math.min(LEVELS.length - 1, Math.floor((value / most) * LEVELS.length))]! : NONE;
