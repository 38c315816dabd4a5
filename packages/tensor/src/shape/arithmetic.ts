// Exact arithmetic on sizes as types, digit by digit as on paper: shapes multiply to numbers that
// tuples cannot count to. What is not a nonnegative integer literal (a name, `number`, a union) gives `number`.
import type { Box } from '../base/dtype.ts';
import type { Dim } from './dim.ts';

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Ten = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
/** A digit as that many elements: columns are added and subtracted by counting them. */
interface Count {
  '0': [];
  '1': [0];
  '2': [0, 0];
  '3': [0, 0, 0];
  '4': [0, 0, 0, 0];
  '5': [0, 0, 0, 0, 0];
  '6': [0, 0, 0, 0, 0, 0];
  '7': [0, 0, 0, 0, 0, 0, 0];
  '8': [0, 0, 0, 0, 0, 0, 0, 0];
  '9': [0, 0, 0, 0, 0, 0, 0, 0, 0];
}
type Bit = [] | [0];

type Reverse<X extends string, Out extends string = ''> = X extends `${infer D extends Digit}${infer Rest}`
  ? Reverse<Rest, `${D}${Out}`>
  : X extends ''
    ? Out
    : never;

/** The digits of a literal, ones first; `never` for whatever else, unions included. */
type Digits<A extends Dim, All extends Dim = A> = A extends number
  ? Box<A> extends Box<All>
    ? Reverse<`${A}`>
    : never
  : never;

type Strip<X extends string> = X extends `0${infer Rest}` ? (Rest extends '' ? X : Strip<Rest>) : X;
type ToNumber<X extends string> = [X] extends [never]
  ? number
  : Strip<X> extends `${infer N extends number}`
    ? N
    : number;

type Sum<
  X extends string,
  Y extends string,
  Carry extends Bit = [],
  Out extends string = '',
> = X extends `${infer A extends Digit}${infer U}`
  ? Y extends `${infer B extends Digit}${infer V}`
    ? Place<U, V, [...Count[A], ...Count[B], ...Carry]['length'], Out>
    : Place<U, Y, [...Count[A], ...Carry]['length'], Out>
  : Y extends `${infer B extends Digit}${infer V}`
    ? Place<X, V, [...Count[B], ...Carry]['length'], Out>
    : `${Out}${Carry extends [0] ? '1' : ''}`;
type Place<
  X extends string,
  Y extends string,
  Total,
  Out extends string,
> = `${Total & number}` extends `1${infer D extends Digit}`
  ? Sum<X, Y, [0], `${Out}${D}`>
  : Sum<X, Y, [], `${Out}${Total & number}`>;

/** `X - Y`, or `'-'` if it would be negative. */
type Difference<
  X extends string,
  Y extends string,
  Borrow extends Bit = [],
  Out extends string = '',
> = X extends `${infer A extends Digit}${infer U}`
  ? Y extends `${infer B extends Digit}${infer V}`
    ? Column<U, V, Count[A], [...Count[B], ...Borrow], Out>
    : Column<U, Y, Count[A], Borrow, Out>
  : Y extends `${infer B extends Digit}${infer V}`
    ? Column<X, V, [], [...Count[B], ...Borrow], Out>
    : Borrow extends [0]
      ? '-'
      : Out;
type Column<
  X extends string,
  Y extends string,
  A extends 0[],
  B extends 0[],
  Out extends string,
> = A extends [...B, ...infer Left]
  ? Difference<X, Y, [], `${Out}${Left['length'] & number}`>
  : [...Ten, ...A] extends [...B, ...infer Left]
    ? Difference<X, Y, [0], `${Out}${Left['length'] & number}`>
    : never;

/** The multiples of `X` by one digit; only the one asked for is computed. */
interface Multiples<X extends string> {
  '0': '0';
  '1': X;
  '2': Sum<X, X>;
  '3': Sum<X, Multiples<X>['2']>;
  '4': Sum<Multiples<X>['2'], Multiples<X>['2']>;
  '5': Sum<X, Multiples<X>['4']>;
  '6': Sum<Multiples<X>['2'], Multiples<X>['4']>;
  '7': Sum<Multiples<X>['3'], Multiples<X>['4']>;
  '8': Sum<Multiples<X>['4'], Multiples<X>['4']>;
  '9': Sum<Multiples<X>['5'], Multiples<X>['4']>;
}
type Product<
  X extends string,
  Y extends string,
  Out extends string = '',
> = Y extends `${infer D extends Digit}${infer Rest}`
  ? Product<X, Rest, Sum<`0${Out}`, Multiples<X>[D]>>
  : Out;

/** Long division: `[quotient, remainder]`, the quotient's digits in reading order. */
type Quotient<
  X extends string,
  Y extends string,
  Q extends string = '',
  R extends string = '',
> = X extends `${infer D extends Digit}${infer Rest}` ? Divided<Rest, Y, Q, `${D}${R}`> : [Q, R];
type Divided<X extends string, Y extends string, Q extends string, R extends string, N extends 0[] = []> =
  Difference<R, Y> extends infer Left extends string
    ? Left extends '-'
      ? Quotient<X, Y, `${Q}${N['length'] & number}`, R>
      : Divided<X, Y, Q, Left, [...N, 0]>
    : never;
type LongDivision<A extends Dim, B extends Dim> =
  Digits<B> extends infer Y extends string
    ? [Digits<A>, Strip<Y>] extends [string, '0'] | [never, string] | [string, never]
      ? never
      : Quotient<`${A}`, Y>
    : never;

/**
 * `A + B`. Adding 0 keeps whatever stands there, a name too.
 *
 * @example
 * type Padded = Add<24, 4>; // 28
 */
export type Add<A extends Dim, B extends Dim> = [B] extends [0]
  ? A
  : [A] extends [0]
    ? B
    : ToNumber<Reverse<Sum<Digits<A>, Digits<B>>>>;

/**
 * `A - B`; `number` if that is negative.
 *
 * @example
 * type Rest = Subtract<28, 5>; // 23
 */
export type Subtract<A extends Dim, B extends Dim> = [B] extends [0]
  ? A
  : ToNumber<Reverse<Difference<Digits<A>, Digits<B>>>>;

/**
 * `A * B`. Once anything is itself, and 0 times anything is 0.
 *
 * @example
 * type Pixels = Multiply<784, 60000>; // 47040000
 */
export type Multiply<A extends Dim, B extends Dim> = [A] extends [1]
  ? B
  : [B] extends [1]
    ? A
    : [A] extends [0]
      ? 0
      : [B] extends [0]
        ? 0
        : Digits<B> extends infer Y extends string
          ? ToNumber<Reverse<Product<Digits<A>, Reverse<Y>>>>
          : number;

/**
 * `⌊A / B⌋`; `number` for a division by 0.
 *
 * @example
 * type Halved = Divide<25, 2>; // 12
 */
export type Divide<A extends Dim, B extends Dim> = [B] extends [1]
  ? A
  : LongDivision<A, B> extends readonly [infer Q extends string, infer _]
    ? ToNumber<Q>
    : number;

/**
 * What `⌊A / B⌋` leaves: `A - B * ⌊A / B⌋`.
 *
 * @example
 * type Odd = Remainder<25, 2>; // 1
 */
export type Remainder<A extends Dim, B extends Dim> =
  LongDivision<A, B> extends readonly [infer _, infer R extends string] ? ToNumber<Reverse<R>> : number;

/**
 * `'<'`, `'='` or `'>'`; `'?'` unless both are literals.
 *
 * @example
 * type Order = Compare<9, 10>; // '<'
 */
export type Compare<A extends Dim, B extends Dim> =
  Difference<Digits<A>, Digits<B>> extends infer D extends string
    ? [D] extends [never]
      ? '?'
      : D extends '-'
        ? '<'
        : Strip<D> extends '0'
          ? '='
          : '>'
    : '?';
