// A pen for a canvas: mouse, finger, stylus, and the arrow keys, all as strokes of one width.

const width = 22;

/** Lets the visitor draw on a canvas, and calls back after every piece of a stroke. */
export function usePen(canvas: HTMLCanvasElement, drawn: () => void): () => void {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return () => undefined;
  let last: readonly [x: number, y: number] | undefined;
  const line = (x: number, y: number): void => {
    context.lineWidth = width;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.strokeStyle = '#000';
    context.beginPath();
    context.moveTo(...(last ?? [x, y]));
    context.lineTo(x, y);
    context.stroke();
    last = [x, y];
    drawn();
  };
  const place = (event: PointerEvent): readonly [number, number] => {
    const bounds = canvas.getBoundingClientRect();
    return [
      ((event.clientX - bounds.left) / bounds.width) * canvas.width,
      ((event.clientY - bounds.top) / bounds.height) * canvas.height,
    ];
  };
  const over = new AbortController();
  const { signal } = over;
  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      last = undefined;
      line(...place(event));
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      for (const one of event.getCoalescedEvents()) line(...place(one));
      line(...place(event));
    },
    { signal },
  );
  canvas.addEventListener(
    'keydown',
    keyboardPen(canvas, line, () => (last = undefined)),
    { signal },
  );
  return () => over.abort();
}

/** Arrows move the pen, and draw while it is down; the space key puts it down and lifts it. */
function keyboardPen(canvas: HTMLCanvasElement, line: (x: number, y: number) => void, lift: () => void) {
  let [x, y, down] = [canvas.width / 2, canvas.height / 2, false];
  return (event: KeyboardEvent): void => {
    const step = canvas.width / 28;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === ' ') {
      down = !down;
      lift();
    } else if (way) {
      x = Math.min(canvas.width, Math.max(0, x + way[0] * step));
      y = Math.min(canvas.height, Math.max(0, y + way[1] * step));
    } else return;
    event.preventDefault();
    if (down) line(x, y);
  };
}
