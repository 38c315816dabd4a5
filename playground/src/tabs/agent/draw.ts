// Draws the world: walls, items, the agent, and how far each of its eyes sees.
import type { Draw } from '../../demo/Canvas.tsx';
import { token } from '../../shell/theme.ts';
import type { AgentView } from './protocol.ts';
import { eyes, radius, walls, world, type Kind } from './world.ts';

/** The tokens of the colors of what there is. */
const colors: Readonly<Record<Kind, string>> = { wall: 'ink-2', red: 'c3', green: 'c2' };

/** The world. */
export function worldOf(view: AgentView | undefined): Draw {
  return (context, width) => {
    const scale = width / world.width;
    context.scale(scale, scale);
    context.fillStyle = token('sunken');
    context.fillRect(0, 0, world.width, world.height);
    context.strokeStyle = token('ink-2');
    context.lineWidth = 3;
    context.lineCap = 'round';
    for (const { from, to } of walls) line(context, from.x, from.y, to.x, to.y);
    if (!view) return;
    for (const { x, y, kind } of view.items) {
      context.fillStyle = token(colors[kind]);
      context.beginPath();
      if (kind === 'red') context.arc(x, y, radius, 0, 2 * Math.PI);
      // Green ones differ in form too, for those who do not tell the colors apart.
      else context.rect(x - 0.8 * radius, y - 0.8 * radius, 1.6 * radius, 1.6 * radius);
      context.fill();
    }
    const { x, y, angle } = view.agent;
    context.lineWidth = 1.5;
    view.sights.forEach(({ kind, distance }, eye) => {
      const direction = angle + eyes[eye];
      context.strokeStyle = token(kind === undefined ? 'control-line' : colors[kind]);
      line(context, x, y, x + distance * Math.cos(direction), y + distance * Math.sin(direction));
    });
    context.fillStyle = token('accent');
    context.strokeStyle = token('surface');
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  };
}

function line(context: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}
