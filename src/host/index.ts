/** What a study is handed on a computer with node: threads, a keeper of files, models and experiments by their path. */
export { keepFiles, prepareResults, writeTexts } from './files.js';
export { filesBeside, findModel, openExperiment, shippedNames } from './library.js';
export { writeResults } from './run-files.js';
export { openThreads } from './threads.js';
