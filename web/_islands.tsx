import {
  type ComponentChildren,
  type ComponentType,
  createContext,
  Fragment,
  h,
  options,
  type VNode,
} from "preact";
import { useContext } from "preact/hooks";
import { ISLAND_TAG, withIdPrefix } from "./marker.ts";
import { serialiseProps } from "./island_props.ts";

/** What one page render collects. */
export interface RenderScope {
  /** Island names in the order they appear, with repeats. */
  readonly islands: string[];
  /** Children of every `<Head>`, in order. */
  readonly head: VNode[];
}

const names = new WeakMap<object, string>();
const Inside = createContext(false);
let scope: RenderScope | undefined;
let bypass = false;

/** The render under way, or undefined outside one. Rendering is synchronous, so there is one. */
export function currentScope(): RenderScope | undefined {
  return scope;
}

/** Runs a synchronous render that collects into `collect`. */
export function inScope<T>(collect: RenderScope, render: () => T): T {
  const outer = scope;
  scope = collect;
  try {
    return render();
  } finally {
    scope = outer;
  }
}

/**
 * Makes a component an island: wherever server JSX uses it, its markup stands in a marker that the
 * browser hydrates. An island inside another belongs to the outer one and gets no marker.
 */
export function registerIsland(name: string, component: object): void {
  names.set(component, name);
  hook();
}

let hooked = false;

function hook(): void {
  if (hooked) return;
  hooked = true;
  const before = options.vnode;
  options.vnode = (vnode) => {
    before?.(vnode);
    const type: unknown = vnode.type;
    if (bypass || typeof type !== "function") return;
    const name = names.get(type);
    if (name === undefined) return;
    const props: MarkedProps = {
      island: name,
      component: type as MarkedProps["component"],
      given: vnode.props as MarkedProps["given"],
    };
    Object.assign(vnode, { type: Marked, props });
  };
}

interface MarkedProps {
  readonly island: string;
  readonly component: ComponentType<Record<string, unknown>>;
  readonly given: Readonly<Record<string, unknown>>;
}

function Marked({ island, component, given }: MarkedProps): ComponentChildren {
  const plain = unmarked(component, given);
  if (useContext(Inside) || scope === undefined) return plain;
  const ordinal = scope.islands.filter((name) => name === island).length;
  scope.islands.push(island);
  const id = `${island}${ordinal}`;
  return h(
    ISLAND_TAG,
    { name: island, id, props: serialiseProps(island, given) },
    h(Inside.Provider, { value: true }, h(Fragment, null, withIdPrefix(plain, id))),
  );
}

function unmarked(component: MarkedProps["component"], props: MarkedProps["given"]): VNode {
  bypass = true;
  try {
    return h(component, { ...props });
  } finally {
    bypass = false;
  }
}
