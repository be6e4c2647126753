const DAY = 86_400;
const WEEK = 7 * DAY;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** A point in the week as people write it: `Tue 09:05`. Seconds after Monday 00:00; the minute that has begun. */
export function weekTime(seconds: number): string {
  const day = DAYS[Math.floor(seconds / DAY) % 7]!;
  return `${day} ${dayTime(seconds)}`;
}

const dayTime = (seconds: number): string => {
  const minutes = Math.floor((seconds % DAY) / 60 + 1e-6);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
};

/** The clock of a measured window: times after its start as `09:05`, with the day where it lies on several, and the week. */
export function windowClock(startSeconds: number, durationSeconds: number): (after: number) => string {
  const isOneDay = Math.floor(startSeconds / DAY) === Math.floor((startSeconds + durationSeconds - 1) / DAY);
  const isOneWeek = durationSeconds <= WEEK;
  const week = (after: number): string =>
    `week ${Math.floor((startSeconds + after) / WEEK) - Math.floor(startSeconds / WEEK) + 1} `;
  return (after) => {
    if (isOneDay) return dayTime(startSeconds + after);
    return `${isOneWeek ? '' : week(after)}${weekTime(startSeconds + after)}`;
  };
}

/** A time of the week in words: `Mon 08:12 to 12:12`, with the second day where it is another. */
export function windowText(startSeconds: number, durationSeconds: number): string {
  const end = startSeconds + durationSeconds;
  const isOneDay = Math.floor(startSeconds / DAY) === Math.floor((end - 1) / DAY);
  const isMidnight = end % DAY === 0;
  const day = isOneDay ? '' : `${DAYS[Math.floor((end - (isMidnight ? 1 : 0)) / DAY) % 7]!} `;
  return `${weekTime(startSeconds)} to ${day}${isMidnight ? '24:00' : dayTime(end)}`;
}
