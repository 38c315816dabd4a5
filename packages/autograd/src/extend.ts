// @cotangent/autograd/extend: for those who compute functions and their derivatives in other ways than call by call.
export { implemented, primalOf, type Implementation, type Pushed, type Reversed } from './implemented.ts';
export { vjpFlat, type Linearized } from './pullback.ts';
export { jvpFlat } from './pushforward.ts';
