// How a gate speaks: its figures, or what is wrong, where, and how to mend it.
// A gate is a script; its exit code is its verdict.

/**
 * @param {string[]} problems none when the gate is passed
 * @param {string} remedy one sentence
 */
export const report = (problems, remedy) => {
  if (problems.length === 0) return;
  const shown = problems.slice(0, 40);
  console.log(shown.join('\n'));
  if (problems.length > shown.length) console.log(`... and ${problems.length - shown.length} more`);
  console.log(`\n${remedy}`);
  process.exitCode = 1;
};

/**
 * Lines of equal columns.
 * @param {(string | number)[][]} rows
 */
export const table = (rows) => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => `${row[column]}`.length))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          typeof cell === 'number'
            ? `${cell}`.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
