// What Node's console shows of an object: its own text. Tensors and tracers extend this.
// The class has no name of its own, because declarations cannot spell a method that a symbol of Node's names.

/** An object that Node's console prints by its `toString`. */
export const Printable: abstract new () => object = class {
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return String(this);
  }
};
