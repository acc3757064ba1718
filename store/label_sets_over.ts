import type { LabelEntries, LabelEntry, LabelSet, TrackId } from "../domain/mod.ts";
import type { Context } from "./_tracks.ts";
import { type Gathering, type LabelChanges, type LabelEdit, LabelSets } from "./label_sets.ts";
import type { TrackSource } from "./store_over.ts";

/** Label sets of a source that is only read, and those of a store beside it, which come first. */
export class LabelSetsOver extends LabelSets {
  readonly #source: TrackSource;

  constructor(context: Context, source: TrackSource) {
    super(context);
    this.#source = source;
  }

  override async list(): Promise<readonly LabelSet[]> {
    const own = await super.list();
    const others = this.#source.labelSets().filter(({ id }) => !own.some((set) => set.id === id));
    return [...own, ...others].sort((a, b) => a.id < b.id ? -1 : 1);
  }

  override async get(id: string): Promise<LabelSet | undefined> {
    return await super.get(id) ?? this.#read(id);
  }

  override async entries(id: string): Promise<LabelEntries> {
    if (await super.get(id)) return await super.entries(id);
    return new Map(await Array.fromAsync(this.#source.labelEntries(id)));
  }

  override async gather<Gathered extends Gathering>(
    id: string,
    begin: (set: LabelSet) => Gathered,
  ): Promise<Gathered | undefined> {
    const own = await super.gather(id, begin);
    const set = this.#read(id);
    if (own || !set) return own;
    const gathered = begin(set);
    for await (const [track, entry] of this.#source.labelEntries(id)) gathered.add(track, entry);
    return gathered;
  }

  override async entry(id: string, track: TrackId): Promise<LabelEntry | undefined> {
    if (await super.get(id)) return await super.entry(id, track);
    for await (const [, entry] of this.#source.labelEntries(id, [track])) return entry;
  }

  override async put(
    set: LabelSet,
    entries: LabelEntries,
    mayReplace: (there: LabelSet) => boolean = ({ origin }) => origin === set.origin,
  ): Promise<LabelSet | undefined> {
    const there = await this.get(set.id);
    return there && !mayReplace(there) ? there : await super.put(set, entries, mayReplace);
  }

  /** A set of the source is copied beside it before it is edited. */
  override async edit(
    id: string,
    tracks: readonly TrackId[],
    edit: (set: LabelSet) => LabelEdit,
  ): Promise<LabelChanges> {
    const set = this.#read(id);
    if (set && !await super.get(id)) await super.put(set, await this.entries(id));
    return await super.edit(id, tracks, edit);
  }

  #read(id: string): LabelSet | undefined {
    return this.#source.labelSets().find((set) => set.id === id);
  }
}
