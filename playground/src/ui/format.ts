// Numbers as people read them: few digits, and always as many, so that figures that change do not jump.

/** `0.1234`, `12.3`, `1.2e-7`: four digits or fewer. A dash for what is not known yet. */
export function short(value: number | undefined): string {
  if (value === undefined) return '–';
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) return value.toExponential(1);
  return value.toFixed(size >= 1000 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4);
}

/** `98.7 %`. */
export function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

/** `12,345`. */
export function whole(value: number | undefined): string {
  return value === undefined ? '–' : Math.round(value).toLocaleString('en');
}
