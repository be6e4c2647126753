import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Modules that a file loads at once: static imports of values, not `import type` and not `import()`. */
function loadedAtOnce(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const typeOnly = ts.isImportDeclaration(statement)
      ? statement.importClause?.isTypeOnly === true || onlyTypes(statement.importClause)
      : statement.isTypeOnly;
    const target = statement.moduleSpecifier;
    return target === undefined || typeOnly ? [] : [(target as ts.StringLiteral).text];
  });
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  const names = clause?.namedBindings;
  return (
    names !== undefined &&
    ts.isNamedImports(names) &&
    clause?.name === undefined &&
    names.elements.every((one) => one.isTypeOnly)
  );
}

function closureOf(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    for (const name of loadedAtOnce(path)) {
      if (name.startsWith('.')) visit(join(dirname(path), name).replace(/\.js$/, '.ts'));
      else packages.add(name);
    }
  };
  visit(entry);
  return { files, packages };
}

describe('the start of the program', () => {
  const { files, packages } = closureOf('src/cli/main.ts');

  it('loads nothing but the command line itself, so that help appears at once', () => {
    expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual(['commander']);
    // Options are read with the units of model files; that page needs what it hints at and no package.
    const units = closureOf('src/model/units.ts');
    expect([...units.packages]).toEqual([]);
    // So are clock times, by a page that needs nothing else.
    const clockTimes = closureOf('src/model/clock/week-point.ts');
    expect([[...clockTimes.files].length, ...clockTimes.packages]).toEqual([1]);
    const light = [...units.files, ...clockTimes.files, 'src/model/units.ts', 'src/model/grouped-number.ts'];
    expect(light.length).toBeLessThan(10);
    const others = [...files].filter((path) => !path.startsWith('src/cli/') && !light.includes(path));
    expect(others.filter((path) => !/(format|version)\.ts$/.test(path))).toEqual([]);
    expect([...files].filter((path) => path.startsWith('src/cli/work/'))).toEqual([]);
  });

  it('would be noticed to load more', () => {
    expect(closureOf('src/cli/model-file.ts').packages).toContain('zod');
  });
});
