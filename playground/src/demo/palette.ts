// Colors for classes, from the design tokens `c0` to `c9`, which differ in lightness as well as in hue.
import { token } from '../shell/theme.ts';

/** Red, green and blue, from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** The name of the token of a class. */
export function colorName(index: number): string {
  return `c${index % 10}`;
}

/** The color of a token, as numbers. */
export function rgb(name: string): Color {
  const number = Number.parseInt(token(name).slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** `share` of the way from one color to another. */
export function mix(from: Color, to: Color, share: number): Color {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

/** As CSS writes it. */
export function css([red, green, blue]: Color): string {
  return `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)})`;
}
