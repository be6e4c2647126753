/** The version of this package, as in its package.json (a test holds them together): results and keys of kept work have it. */
export const VERSION = '0.1.0';
