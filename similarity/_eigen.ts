/** Off-diagonal numbers below this share of the diagonal ones beside them count as zero. */
const NEGLIGIBLE = 1e-14;

/**
 * Eigenvalues and eigenvectors of a symmetric, positive semidefinite matrix, largest eigenvalue first,
 * by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, §8.5).
 *
 * @param matrix Rows, shape `(p, p)`.
 */
export function symmetricEigen(
  matrix: readonly Float64Array[],
): { readonly values: Float64Array; readonly vectors: readonly Float64Array[] } {
  const p = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = a.map((_, i) => Float64Array.from({ length: p }, (_, j) => Number(i === j)));
  let rotated = true;
  for (let sweep = 0; sweep < 30 && rotated; sweep++) {
    rotated = false;
    for (let i = 0; i < p; i++) {
      for (let j = i + 1; j < p; j++) {
        const size = Math.sqrt(Math.abs(a[i]![i]! * a[j]![j]!));
        if (Math.abs(a[i]![j]!) <= NEGLIGIBLE * size) continue;
        rotate(a, v, [i, j]);
        rotated = true;
      }
    }
  }
  const order = Array.from(a.keys()).sort((i, j) => a[j]![j]! - a[i]![i]!);
  return {
    values: Float64Array.from(order, (i) => a[i]![i]!),
    vectors: order.map((i) => v[i]!),
  };
}

/** Makes a[i][j] zero; `vectors` hold eigenvectors as rows. */
function rotate(
  a: readonly Float64Array[],
  vectors: readonly Float64Array[],
  [i, j]: readonly [number, number],
): void {
  const [rowI, rowJ] = [a[i]!, a[j]!];
  const tau = (rowJ[j]! - rowI[i]!) / (2 * rowI[j]!);
  const tangent = Math.sign(tau || 1) / (Math.abs(tau) + Math.hypot(1, tau));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  for (const row of a) {
    const x = row[i]!;
    const y = row[j]!;
    row[i] = cosine * x - sine * y;
    row[j] = sine * x + cosine * y;
  }
  turn(rowI, rowJ, { cosine, sine });
  turn(vectors[i]!, vectors[j]!, { cosine, sine });
}

function turn(
  a: Float64Array,
  b: Float64Array,
  { cosine, sine }: { readonly cosine: number; readonly sine: number },
): void {
  for (let k = 0; k < a.length; k++) {
    const x = a[k]!;
    const y = b[k]!;
    a[k] = cosine * x - sine * y;
    b[k] = sine * x + cosine * y;
  }
}
