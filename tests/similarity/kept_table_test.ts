import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { normal, seeded, type TrackId } from "../../domain/mod.ts";
import { type VectorSource, VectorSpace } from "../../similarity/mod.ts";

const TRACKS = 200;
const DIMENSIONS = 300;

/** Vectors that change, with a log of which. */
class Source implements VectorSource {
  readonly vectors = new Map<TrackId, Float32Array>();
  readonly #log: TrackId[] = [];
  readonly #kept: number;
  readonly #random;
  /** Vectors that were listed since the start or the last look. */
  listed = 0;

  /** @param kept Changes that can be told at most. */
  constructor({ seed = 1, kept = Infinity } = {}) {
    this.#random = normal(seeded(seed));
    this.#kept = kept;
    for (let i = 0; i < TRACKS; i++) this.set(`t${i}`);
  }

  get revision(): string {
    return String(this.#log.length);
  }

  get count(): number {
    return this.vectors.size;
  }

  get ids(): TrackId[] {
    return [...this.vectors.keys()];
  }

  set(id: TrackId): void {
    const shrinking = (_: unknown, i: number) => this.#random() / (1 + i / 10);
    this.vectors.set(id, Float32Array.from({ length: DIMENSIONS }, shrinking));
    this.#log.push(id);
  }

  remove(id: TrackId): void {
    this.vectors.delete(id);
    this.#log.push(id);
  }

  async *all() {
    for (const [id, vector] of this.vectors) {
      this.listed++;
      yield { id, vector };
    }
  }

  read(ids: readonly TrackId[]) {
    return Promise.resolve(ids.map((id) => this.vectors.get(id)));
  }

  changedSince(revision: string) {
    const changed = this.#log.slice(Number(revision));
    const told = Number(revision) <= this.#log.length && changed.length <= this.#kept;
    return Promise.resolve(told ? [...new Set(changed)] : undefined);
  }
}

interface Opened {
  readonly space: VectorSpace;
  /** Whether all vectors were asked of the source. */
  readonly wasRead: boolean;
}

async function open(
  source: Source,
  folder: string,
  { reduced = false }: { readonly reduced?: boolean } = {},
): Promise<Opened> {
  source.listed = 0;
  const space = await VectorSpace.open(source, {
    space: "effnet",
    folder,
    keptAbove: 0,
    ...(reduced && { wholeUpTo: 1000 }),
  });
  return { space, wasRead: source.listed >= source.count };
}

async function openAndKeep(source: Source, folder: string, options = {}): Promise<Opened> {
  const opened = await open(source, folder, options);
  await opened.space.keep(source.revision);
  return opened;
}

function assertHolds(space: VectorSpace, source: Source): void {
  assert.equal(space.table.count, source.count);
  for (const [id, vector] of source.vectors) {
    const row = space.table.rowOf(id)!;
    const norm = Math.hypot(...vector);
    assert.ok(Math.abs(space.table.norms[row]! - norm) < 1e-4 * norm, id);
    if (space.reducedTo !== undefined) continue;
    const far = space.table.unit(row).findIndex((x, i) => Math.abs(x * norm - vector[i]!) > 1e-5);
    assert.equal(far, -1, id);
  }
}

async function inFolder(run: (folder: string, file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "vectors-"));
  try {
    await run(folder, join(folder, "effnet.vectors"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

for (const reduced of [false, true]) {
  const kind = reduced ? "reduced" : "whole";

  Deno.test(`${kind} vectors that were kept are not read from their source again`, () =>
    inFolder(async (folder) => {
      const source = new Source();
      const before = await openAndKeep(source, folder, { reduced });
      assert.ok(before.wasRead);
      const after = await open(source, folder, { reduced });
      assert.ok(!after.wasRead);
      assert.deepEqual(after.space.table.data, before.space.table.data);
      assert.deepEqual(after.space.table.norms, before.space.table.norms);
      assert.deepEqual(after.space.table.present, before.space.table.present);
      assert.equal(after.space.reducedTo, before.space.reducedTo);
      assertHolds(after.space, source);
    }));

  Deno.test(`${kind} vectors that were kept are brought up to date from the changes`, () =>
    inFolder(async (folder) => {
      const source = new Source();
      await openAndKeep(source, folder, { reduced });
      source.set("t3");
      source.set("new");
      source.remove("t4");
      const { space, wasRead } = await open(source, folder, { reduced });
      assert.ok(!wasRead);
      assertHolds(space, source);
      const found = await space.searchOf(space.table.rowOf("new")!, { k: TRACKS });
      assert.equal(found.neighbours.length, reduced ? TRACKS - 1 : source.count - 1);
    }));
}

Deno.test("kept vectors are read again where it cannot be told what changed, or too much has", () =>
  inFolder(async (folder) => {
    const short = new Source({ kept: 2 });
    await openAndKeep(short, folder);
    for (const id of ["t1", "t2", "t3"]) short.set(id);
    assert.ok((await openAndKeep(short, folder)).wasRead);
    assert.ok(!(await open(short, folder)).wasRead);

    for (let i = 0; i < TRACKS / 2; i++) short.set(`t${i}`);
    const { space, wasRead } = await open(short, folder);
    assert.ok(wasRead);
    assertHolds(space, short);
  }));

Deno.test("kept vectors of another source, older, of other vectors or tracks, are not used", () =>
  inFolder(async (folder) => {
    const source = new Source();
    source.set("t1");
    await openAndKeep(source, folder);
    const older = new Source();
    assert.ok((await open(older, folder)).wasRead);
    const other = new Source({ seed: 2 });
    other.set("t1");
    const opened = await open(other, folder);
    assert.ok(opened.wasRead);
    assertHolds(opened.space, other);
    source.vectors.set("silent", source.vectors.get("t1")!);
    assert.ok((await open(source, folder)).wasRead);
  }));

Deno.test("a damaged or cut file of vectors is made anew", () =>
  inFolder(async (folder, file) => {
    const source = new Source();
    await openAndKeep(source, folder);
    const bytes = await readFile(file);
    bytes[bytes.length - 100]! ^= 1;
    await writeFile(file, bytes);
    assert.ok((await openAndKeep(source, folder)).wasRead);
    assert.ok(!(await open(source, folder)).wasRead);
    await truncate(file, (await stat(file)).size >> 1);
    const { space, wasRead } = await openAndKeep(source, folder);
    assert.ok(wasRead);
    assertHolds(space, source);
    assert.ok(!(await open(source, folder)).wasRead);
  }));

Deno.test("few vectors are not kept: their source is as fast", () =>
  inFolder(async (folder, file) => {
    const source = new Source();
    const space = await VectorSpace.open(source, { space: "effnet", folder });
    await space.keep(source.revision);
    await assert.rejects(stat(file));
  }));
