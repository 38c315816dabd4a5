// The options of optimizers as cases give them. What they mean here, golden/lib/optimisers.ts says.

/** PyTorch's options, of all its optimisers. */
export interface Options {
  readonly lr?: number;
  readonly weight_decay?: number;
  readonly maximize?: boolean;
  readonly momentum?: number;
  readonly dampening?: number;
  readonly nesterov?: boolean;
  readonly rho?: number;
  readonly alpha?: number;
  readonly centered?: boolean;
  readonly eps?: number;
  readonly betas?: readonly [number, number];
  readonly amsgrad?: boolean;
  readonly lr_decay?: number;
  readonly initial_accumulator_value?: number;
  readonly momentum_decay?: number;
}
