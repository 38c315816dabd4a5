// @cotangent/optim/schedule: what the namespace `schedule` holds, for those who import it alone.
// A file of its own in the bundle too, so that bundlers can drop what nobody uses.
export { constant, exponential, inverseTime, piecewise, step } from './schedules/decays.ts';
export { cosine, oneCycle, warmup } from './schedules/curves.ts';
