#!/usr/bin/env node
import { runCommandLine } from './program.js';
import { terminalSession } from './session.js';

/** A reader that stops listening (`cmgsim ... | head`) stops nothing: what is to be written to files still is. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2), terminalSession());
