import { adam, applyUpdates, freeze, sgd } from '@cotangent/optim';
import { ones, zeros } from '@cotangent/tensor';

const params = { conv1: { w: ones([8, 1, 5, 5]), b: zeros([8]) } };

// error: optimizer.init: there must be a parameter at the path. path: 'conv2.w'
freeze(['conv2.w'], sgd(0.1)).init(params);

const optimizer = adam();
// error: 'w' does not exist in type
optimizer.update({ w: ones([2]) }, optimizer.init(params), params);
// error: Property 'conv1' is missing
applyUpdates(params, {});
