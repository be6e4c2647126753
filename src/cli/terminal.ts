/** Whether colours on standard output will be seen as such (NO_COLOR and FORCE_COLOR are heeded by node). */
export const hasColours = (): boolean => process.stdout.isTTY && process.stdout.hasColors();

/** Whether someone watches standard error, so that progress may be drawn there. */
export const isWatched = (): boolean => process.stderr.isTTY;
