/** Depth at which points that lie on one another are no longer told apart. */
const DEEPEST = 40;
/** Cells to make room for, of each point. */
const CELLS_A_POINT = 3;
const CHILDREN = 4;
/** Numbers of a cell: x and y of its centre of mass, the points in it, its squared width. */
const NUMBERS = 4;
const [X, Y, MASS, SQUARE] = [0, 1, 2, 3] as const;

/**
 * A quadtree over points of the plane, in which a cell far away counts as one point in its centre of
 * mass (Barnes and Hut 1986, van der Maaten 2014).
 */
export class QuadTree {
  #capacity = 0;
  #count = 0;
  #cells = new Float64Array();
  /** 0 for none, as the root is nobody's child. */
  #children = new Int32Array();
  /** The point of a leaf; -1 within. */
  #leaves = new Int32Array();

  /** Takes the points anew, shape `(n, 2)`. */
  build(points: Float64Array): void {
    const count = points.length / 2;
    this.#reserve(CELLS_A_POINT * count + CHILDREN * DEEPEST);
    this.#count = 0;
    let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
    for (let i = 0; i < points.length; i += 2) {
      minX = Math.min(minX, points[i]!);
      maxX = Math.max(maxX, points[i]!);
      minY = Math.min(minY, points[i + 1]!);
      maxY = Math.max(maxY, points[i + 1]!);
    }
    const width = Math.max(maxX - minX, maxY - minY) * (1 + 1e-9) + Number.MIN_VALUE;
    this.#cell(width);
    for (let point = 0; point < count; point++) {
      this.#insert(points, point, { x: minX, y: minY, width });
    }
    for (let at = 0; at < NUMBERS * this.#count; at += NUMBERS) {
      this.#cells[at + X]! /= this.#cells[at + MASS]!;
      this.#cells[at + Y]! /= this.#cells[at + MASS]!;
    }
  }

  /**
   * Adds up what all points do to each: Σ q² · (difference) with q = 1 / (1 + distance²).
   *
   * @param points Those the tree was built of, shape `(n, 2)`.
   * @param into Takes the forces, shape `(n, 2)`.
   * @param theta Width of a cell over its distance, below which it counts as one point.
   * @returns Σ q over all pairs of different points.
   */
  repel(points: Float64Array, into: Float64Array, { theta }: { readonly theta: number }): number {
    const cells = this.#cells;
    const children = this.#children;
    const leaves = this.#leaves;
    const open = new Int32Array(CHILDREN * (DEEPEST + 2));
    const limit = theta * theta;
    let sum = 0;
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i]!;
      const y = points[i + 1]!;
      let forceX = 0;
      let forceY = 0;
      let waiting = 1;
      open[0] = 0;
      while (waiting > 0) {
        const cell = open[--waiting]!;
        const at = NUMBERS * cell;
        const dx = x - cells[at + X]!;
        const dy = y - cells[at + Y]!;
        const square = dx * dx + dy * dy;
        if (cells[at + SQUARE]! < limit * square || leaves[cell]! >= 0) {
          const q = 1 / (1 + square);
          const share = cells[at + MASS]! * q;
          sum += share;
          forceX += share * q * dx;
          forceY += share * q * dy;
        } else {
          const first = CHILDREN * cell;
          for (let child = first; child < first + CHILDREN; child++) {
            if (children[child]! > 0) open[waiting++] = children[child]!;
          }
        }
      }
      into[i] = forceX;
      into[i + 1] = forceY;
    }
    return sum - points.length / 2;
  }

  #insert(
    points: Float64Array,
    point: number,
    { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  ): void {
    const px = points[2 * point]!;
    const py = points[2 * point + 1]!;
    let cell = 0, left = x, bottom = y, half = width / 2;
    for (let depth = 0;; depth++) {
      const occupant = this.#leaves[cell]!;
      const empty = this.#cells[NUMBERS * cell + MASS] === 0;
      if (occupant >= 0 && depth < DEEPEST) {
        this.#leaves[cell] = -1;
        const ox = points[2 * occupant]!;
        const oy = points[2 * occupant + 1]!;
        const child = this.#cell(half);
        this.#children[CHILDREN * cell + quarterOf(ox - left - half, oy - bottom - half)] = child;
        this.#add(child, ox, oy);
        this.#leaves[child] = occupant;
      }
      this.#add(cell, px, py);
      if (empty) this.#leaves[cell] = point;
      if (this.#leaves[cell]! >= 0) return;
      const quarter = quarterOf(px - left - half, py - bottom - half);
      const slot = CHILDREN * cell + quarter;
      if (this.#children[slot] === 0) {
        const child = this.#cell(half);
        this.#children[slot] = child;
      }
      cell = this.#children[slot]!;
      left += (quarter & 1) * half;
      bottom += (quarter >> 1) * half;
      half /= 2;
    }
  }

  #add(cell: number, x: number, y: number): void {
    const at = NUMBERS * cell;
    this.#cells[at + X]! += x;
    this.#cells[at + Y]! += y;
    this.#cells[at + MASS]! += 1;
  }

  #cell(width: number): number {
    if (this.#count === this.#capacity) this.#reserve(2 * this.#capacity);
    const cell = this.#count++;
    this.#children.fill(0, CHILDREN * cell, CHILDREN * (cell + 1));
    this.#leaves[cell] = -1;
    this.#cells.fill(0, NUMBERS * cell, NUMBERS * cell + SQUARE);
    this.#cells[NUMBERS * cell + SQUARE] = width * width;
    return cell;
  }

  #reserve(capacity: number): void {
    if (capacity <= this.#capacity) return;
    const { length } = this.#leaves;
    const [cells, children, leaves] = [this.#cells, this.#children, this.#leaves];
    this.#capacity = capacity;
    this.#cells = new Float64Array(NUMBERS * capacity);
    this.#children = new Int32Array(CHILDREN * capacity);
    this.#leaves = new Int32Array(capacity);
    if (length === 0) return;
    this.#cells.set(cells);
    this.#children.set(children);
    this.#leaves.set(leaves);
  }
}

/** Which quarter of a cell a place lies in, by its differences from the middle. */
function quarterOf(dx: number, dy: number): number {
  return (dx >= 0 ? 1 : 0) + (dy >= 0 ? 2 : 0);
}
