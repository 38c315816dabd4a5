// Where rays meet walls and items.

/** A place, in the units of the world. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A straight wall between two places. */
export interface Wall {
  readonly from: Place;
  readonly to: Place;
}

/** The share of the way from `from` to `to` after which a wall is met; `undefined` if it is not. */
export function meetsWall(from: Place, to: Place, wall: Wall): number | undefined {
  const [rx, ry] = [to.x - from.x, to.y - from.y];
  const [sx, sy] = [wall.to.x - wall.from.x, wall.to.y - wall.from.y];
  const cross = rx * sy - ry * sx;
  if (cross === 0) return undefined;
  const [qx, qy] = [wall.from.x - from.x, wall.from.y - from.y];
  const along = (qx * sy - qy * sx) / cross;
  const across = (qx * ry - qy * rx) / cross;
  return along >= 0 && along <= 1 && across >= 0 && across <= 1 ? along : undefined;
}

/** The share of the way from `from` to `to` after which a disc is met; `undefined` if it is not. */
export function meetsDisc(from: Place, to: Place, middle: Place, radius: number): number | undefined {
  const [rx, ry] = [to.x - from.x, to.y - from.y];
  const [qx, qy] = [from.x - middle.x, from.y - middle.y];
  const a = rx * rx + ry * ry;
  const half = qx * rx + qy * ry;
  const root = half * half - a * (qx * qx + qy * qy - radius * radius);
  if (a === 0 || root < 0) return undefined;
  const along = (-half - Math.sqrt(root)) / a;
  return along >= 0 && along <= 1 ? along : undefined;
}

/** How far a place is from the nearest of a wall. */
export function farFromWall({ x, y }: Place, { from, to }: Wall): number {
  const [sx, sy] = [to.x - from.x, to.y - from.y];
  const share = ((x - from.x) * sx + (y - from.y) * sy) / (sx * sx + sy * sy || 1);
  const at = Math.min(1, Math.max(0, share));
  return Math.hypot(x - from.x - at * sx, y - from.y - at * sy);
}
