/** Where lines stand after a file was edited. */

/** Trailing space and the kind of line break make no difference. */
export const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/).map((line) => line.trimEnd());

/**
 * The 0-based line at which `lines` stand in a file now: where they stood, or where they moved to if they are found
 * there alone. Undefined if they have changed, or it cannot be told.
 */
export function whereNow(file: readonly string[], lines: readonly string[], before: number): number | undefined {
  const standAt = (start: number): boolean => lines.every((line, index) => file[start + index] === line);
  if (standAt(before)) return before;
  let found: number | undefined;
  for (let start = 0; start + lines.length <= file.length; start++) {
    if (!standAt(start)) continue;
    if (found !== undefined) return undefined;
    found = start;
  }
  return found;
}
