/** A place on a chart, px. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where the middle of a sign can lie, seen from its point, the most usual first. */
const AROUND: readonly Place[] = [
  { x: 12, y: 0 },
  { x: -12, y: 0 },
  { x: 0, y: -12 },
  { x: 0, y: 12 },
  { x: 9, y: -10 },
  { x: 9, y: 10 },
  { x: -9, y: -10 },
  { x: -9, y: 10 },
  { x: 22, y: 0 },
  { x: -22, y: 0 },
];
/** Room that a sign wants from another sign, and from the middle of any point. */
const APART = { signs: 11, points: 10 };

/** Where the sign of each point lies, its middle: beside it, where neither point nor sign is in the way. */
export function signPlaces(points: readonly Place[]): Place[] {
  const places: Place[] = [];
  for (const [i, point] of points.entries()) {
    const choices = AROUND.map(({ x, y }) => ({ x: point.x + x, y: point.y + y }));
    const free = choices.find((choice) =>
      places.every((other) => distance(choice, other) >= APART.signs) &&
      points.every((other, j) => i === j || distance(choice, other) >= APART.points)
    );
    places.push(free ?? choices[0]!);
  }
  return places;
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
