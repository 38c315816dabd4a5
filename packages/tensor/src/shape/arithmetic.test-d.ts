// Arithmetic on paper against the answers everyone knows, then everything that is not a literal.
import { expectTypeOf, test } from 'vitest';
import type { Add, Compare, Divide, Multiply, Remainder, Subtract } from './arithmetic.ts';
import type { Dim } from './dim.ts';

test('carries and borrows run through all digits', () => {
  expectTypeOf<Add<24, 4>>().toEqualTypeOf<28>();
  expectTypeOf<Add<999, 1>>().toEqualTypeOf<1000>();
  expectTypeOf<Add<1, 999999999999999>>().toEqualTypeOf<1000000000000000>();
  expectTypeOf<Add<0, 0>>().toEqualTypeOf<0>();
  expectTypeOf<Subtract<28, 5>>().toEqualTypeOf<23>();
  expectTypeOf<Subtract<1000, 1>>().toEqualTypeOf<999>();
  expectTypeOf<Subtract<1000, 1000>>().toEqualTypeOf<0>();
  expectTypeOf<Multiply<12345, 6789>>().toEqualTypeOf<83810205>();
  expectTypeOf<Multiply<99999999, 9999999>>().toEqualTypeOf<999999890000001>();
  expectTypeOf<Multiply<784, 60000>>().toEqualTypeOf<47040000>();
  expectTypeOf<Divide<25, 2>>().toEqualTypeOf<12>();
  expectTypeOf<Divide<3, 5>>().toEqualTypeOf<0>();
  expectTypeOf<Divide<5120, 256>>().toEqualTypeOf<20>();
  expectTypeOf<Divide<999999999999999, 7>>().toEqualTypeOf<142857142857142>();
  expectTypeOf<Remainder<25, 2>>().toEqualTypeOf<1>();
  expectTypeOf<Remainder<1000, 8>>().toEqualTypeOf<0>();
  expectTypeOf<Remainder<1000, 7>>().toEqualTypeOf<6>();
});

test('order is that of numbers, not of text', () => {
  expectTypeOf<Compare<9, 10>>().toEqualTypeOf<'<'>();
  expectTypeOf<Compare<10, 10>>().toEqualTypeOf<'='>();
  expectTypeOf<Compare<100, 99>>().toEqualTypeOf<'>'>();
  expectTypeOf<Compare<0, 0>>().toEqualTypeOf<'='>();
});

test('what is not one nonnegative integer gives number', () => {
  expectTypeOf<Add<'batch', 1>>().toEqualTypeOf<number>();
  expectTypeOf<Add<number, 1>>().toEqualTypeOf<number>();
  expectTypeOf<Add<1, 2 | 3>>().toEqualTypeOf<number>();
  expectTypeOf<Add<-1, 1>>().toEqualTypeOf<number>();
  expectTypeOf<Add<1.5, 1>>().toEqualTypeOf<number>();
  expectTypeOf<Add<1e21, 1>>().toEqualTypeOf<number>();
  expectTypeOf<Add<'12', 1>>().toEqualTypeOf<number>();
  expectTypeOf<Add<9007199254740991, 2>>().toEqualTypeOf<number>();
  expectTypeOf<Subtract<5, 16>>().toEqualTypeOf<number>();
  expectTypeOf<Multiply<'batch', 2>>().toEqualTypeOf<number>();
  expectTypeOf<Multiply<2, number>>().toEqualTypeOf<number>();
  expectTypeOf<Divide<3, 0>>().toEqualTypeOf<number>();
  expectTypeOf<Divide<'batch', 2>>().toEqualTypeOf<number>();
  expectTypeOf<Divide<4, number>>().toEqualTypeOf<number>();
  expectTypeOf<Remainder<number, 2>>().toEqualTypeOf<number>();
  expectTypeOf<Compare<number, 10>>().toEqualTypeOf<'?'>();
  expectTypeOf<Compare<number, number>>().toEqualTypeOf<'?'>();
  expectTypeOf<Compare<10, 'batch'>>().toEqualTypeOf<'?'>();
});

test('0 and 1 keep names', () => {
  expectTypeOf<Add<'batch', 0>>().toEqualTypeOf<'batch'>();
  expectTypeOf<Add<0, 'batch'>>().toEqualTypeOf<'batch'>();
  expectTypeOf<Subtract<'batch', 0>>().toEqualTypeOf<'batch'>();
  expectTypeOf<Multiply<1, 'batch'>>().toEqualTypeOf<'batch'>();
  expectTypeOf<Multiply<'batch', 1>>().toEqualTypeOf<'batch'>();
  expectTypeOf<Multiply<'batch', 0>>().toEqualTypeOf<0>();
  expectTypeOf<Divide<'batch', 1>>().toEqualTypeOf<'batch'>();
});

test('generic results are dims, and exact once the parameters are known', () => {
  type Reach<K extends Dim, D extends Dim> = Multiply<D, Subtract<K, 1>>;
  type Places<N extends Dim, K extends Dim, D extends Dim> = Subtract<N, Reach<K, D>>;
  expectTypeOf<Places<24, 5, 2>>().toEqualTypeOf<16>();
  expectTypeOf<Places<'batch', 1, 3>>().toEqualTypeOf<'batch'>();
  const grow = <N extends Dim>(n: Add<N, 3>): Dim => n;
  expectTypeOf(grow<5>)
    .parameter(0)
    .toEqualTypeOf<8>();
});
