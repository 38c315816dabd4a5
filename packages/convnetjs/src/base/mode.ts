// Which ConvNetJS is meant: as it should have been, or as release 0.3.0 was, defects included.

/**
 * `'corrected'` has the derivatives and constants that are meant; `'compat'` gives the numbers of ConvNetJS 0.3.0, its
 * defects included.
 */
export type Mode = 'corrected' | 'compat';
