// An image file as a drawing: its ink in black, its paper left out, whichever of them was dark.
import { inkOf } from './center.ts';

/** The ink of an image, at most `side` pixels wide and high. Rejects for what is no image. */
export async function inkOfFile(file: Blob, side: number): Promise<ImageData> {
  const image = await createImageBitmap(file);
  const scale = side / Math.max(image.width, image.height);
  const [width, height] = [image.width, image.height].map((n) => Math.max(1, Math.round(n * scale)));
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('There is no canvas to draw on.');
  context.drawImage(image, 0, 0, width, height);
  const drawn = context.getImageData(0, 0, width, height);
  inkOf(drawn).values.forEach((ink, i) => drawn.data.set([0, 0, 0, ink], 4 * i));
  return drawn;
}
