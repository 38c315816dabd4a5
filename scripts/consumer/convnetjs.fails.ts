// Definitions that are not ConvNetJS's, and the words the compiler must use.
import { fromLayerDefs, Trainer, type LayerDef } from '@cotangent/convnetjs';

const input = { type: 'input', out_sx: 24, out_sy: 24, out_depth: 1 } as const;

// error: Type '"convv"' is not assignable to type
fromLayerDefs([input, { type: 'convv', sx: 5, filters: 8 }]);

// error: Property 'filters' is missing in type
fromLayerDefs([input, { type: 'conv', sx: 5 }]);

// error: Property 'num_classes' is missing in type
fromLayerDefs([input, { type: 'softmax' }]);

// error: 'strid' does not exist in type
fromLayerDefs([input, { type: 'pool', sx: 2, strid: 2 }]);

// error: Type '"gelu"' is not assignable to type
export const activated: LayerDef = { type: 'fc', num_neurons: 4, activation: 'gelu' };

const { model, params } = fromLayerDefs([input, { type: 'softmax', num_classes: 10 }]);

// error: Type '"adadelt"' is not assignable to type 'Method | undefined'
export const trainer = new Trainer(model, params, { method: 'adadelt' });
