// erf against fifty digits, and what sigmoid and softplus are far out.
import { describe, expect, test } from 'vitest';
import { logSigmoid } from '../ops/activations.ts';
import { tensor } from '../ops/creation.ts';
import { erf, sigmoid, softplus } from './special.ts';

/** `erf(x)` of the number that each `x` stands for, summed to a hundred digits with the Maclaurin series. */
const erfTable: readonly (readonly [x: number, digits: string])[] = [
  [1e-300, '1.1283791670955126e-300'],
  [1e-10, '1.1283791670955126150017301015519375678067032996093e-10'],
  [0.0009765625, '0.0011019324300718147041712534961185736938365444304555'],
  [0.125, '0.14031620480133381739302944652162339818697958314985'],
  [0.5, '0.52049987781304653768274665389196452873645157575796'],
  [0.75, '0.71115563365351513159893783459141077737420595409654'],
  [1, '0.84270079294971486934122063508260925929606699796630'],
  [1.0000000001, '0.84270079299122562251374386386404111333538384379071'],
  [1.25, '0.92290012825645823013652348119728114042360143870223'],
  [1.5, '0.96610514647531072706697626164594785868141047925764'],
  [2, '0.99532226501895273416206925636725292861089179704006'],
  [2.5, '0.99959304798255504106043578426002508727965132259629'],
  [3, '0.99997790950300141455862722387041767962015229291260'],
  [3.5, '0.99999925690162765858725447631624390436427933990783'],
  [4, '0.99999998458274209971998114784032651311595142785475'],
  [4.5, '0.99999999980338395584571125237208396323356673394223'],
  [5, '0.99999999999846254020557196514981165651461662110988'],
  [5.5, '0.99999999999999264215208202560193693163760142990979'],
  [5.9375, '0.99999999999999995415526563765603430007804610596838'],
  [6, '1'],
  [1e4, '1'],
  [Infinity, '1'],
];
const unit = 2 ** -52;

describe('erf', () => {
  test.each(erfTable)('of %d is %s', (x, digits) => {
    const want = Number(digits);
    const got = erf(tensor([x, -x], 'float64')).toArray();
    expect(Math.abs(got[0] - want) / want).toBeLessThanOrEqual(2 * unit);
    expect(got[1]).toBe(-got[0]);
    expect(erf(tensor(Math.fround(x))).item()).toBeCloseTo(want, 6);
  });

  test('keeps the sign of 0, never exceeds 1, and is NaN for NaN', () => {
    expect(erf(tensor([0, -0, NaN, -Infinity])).toArray()).toEqual([0, -0, NaN, -1]);
    const x = Array.from({ length: 2000 }, (_, i) => i / 250);
    const y = erf(tensor(x, 'float64')).data();
    expect(y.every((value, i) => value <= 1 && (i === 0 || value >= y[i - 1]))).toBe(true);
  });
});

const far = [-Infinity, -1e4, 0, 1e4, Infinity, NaN];

test.each(['float32', 'float64'] as const)('sigmoid and softplus far out, in %s', (dtype) => {
  const x = tensor(far, dtype);
  const half = dtype === 'float32' ? Math.fround(Math.LN2) : Math.LN2;
  expect(sigmoid(x).toArray()).toEqual([0, 0, 0.5, 1, 1, NaN]);
  expect(softplus(x).toArray()).toEqual([0, 0, half, 1e4, Infinity, NaN]);
  expect(logSigmoid(x).toArray()).toEqual([-Infinity, -1e4, -half, -0, -0, NaN]);
});

test('sigmoid and softplus keep small values', () => {
  expect(sigmoid(tensor(-700, 'float64')).item()).toBeCloseTo(Math.exp(-700), 318);
  expect(softplus(tensor(-700, 'float64')).item() / Math.exp(-700)).toBe(1);
  expect(softplus(tensor(-40, 'float64')).item() / Math.exp(-40)).toBeCloseTo(1, 14);
});
