import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Handlers, Middleware, PageComponent } from "./context.ts";
import { filesBelow } from "./_files.ts";
import { type RouteFile, routeFile } from "./_pattern.ts";

/** A route file's exports, by their meaning. */
export interface LoadedRoute<State> {
  readonly file: RouteFile;
  readonly component: PageComponent<unknown, State> | undefined;
  readonly handlers: Handlers<State> | undefined;
}

/** Everything found below `routes/`. Folder keys are paths with `/`, `""` the root. */
export interface LoadedRoutes<State> {
  readonly routes: readonly LoadedRoute<State>[];
  readonly app: PageComponent<undefined, State> | undefined;
  readonly error: PageComponent<undefined, State> | undefined;
  readonly notFound: PageComponent<undefined, State> | undefined;
  readonly fault: PageComponent<undefined, State> | undefined;
  readonly layouts: ReadonlyMap<string, PageComponent<undefined, State>>;
  readonly middlewares: ReadonlyMap<string, readonly Middleware<State>[]>;
}

/** What an application without a routes folder has. */
export function noRoutes<State>(): LoadedRoutes<State> {
  return {
    routes: [],
    app: undefined,
    error: undefined,
    notFound: undefined,
    fault: undefined,
    layouts: new Map(),
    middlewares: new Map(),
  };
}

type Module = Readonly<Record<string, unknown>>;

/**
 * Imports every route file below a folder.
 *
 * @throws TypeError naming the file when its exports are not those of its kind
 */
export async function loadRoutes<State>(folder: string): Promise<LoadedRoutes<State>> {
  const files = (await filesBelow(folder)).map((path) => ({ path, file: routeFile(path) }));
  const loaded = await Promise.all(
    files.flatMap(({ path, file }) =>
      file ? [importModule(join(folder, path)).then((module) => ({ path, file, module }))] : []
    ),
  );
  const routes: LoadedRoute<State>[] = [];
  const layouts = new Map<string, PageComponent<undefined, State>>();
  const middlewares = new Map<string, readonly Middleware<State>[]>();
  const single: Partial<Record<RouteFile["kind"], PageComponent<undefined, State>>> = {};
  for (const { path, file, module } of loaded) {
    const key = file.folder.join("/");
    if (file.kind === "route") routes.push(routeOf(file, path, module));
    else if (file.kind === "middleware") middlewares.set(key, middlewaresOf(path, module));
    else if (file.kind === "layout") layouts.set(key, componentOf(path, module));
    else single[file.kind] = componentOf(path, module);
  }
  const { app, error, notFound, fault } = single;
  return { routes, app, error, notFound, fault, layouts, middlewares };
}

/** Imports the islands of a folder: name (of the file) to component (its default export). */
export async function loadIslands(folder: string): Promise<ReadonlyMap<string, object>> {
  const files = (await filesBelow(folder)).filter((path) => /^[A-Z]\w*\.tsx$/.test(path));
  const modules = await Promise.all(files.map((path) => importModule(join(folder, path))));
  return new Map(files.map((path, i) => {
    const component = modules[i]?.["default"];
    if (typeof component !== "function") {
      throw new TypeError(`Cannot load island ${path}: it has no component as default export`);
    }
    return [path.replace(/\.tsx$/, ""), component];
  }));
}

/** The layouts or middlewares that hold for a folder, outermost first. */
export function inherited<T>(folder: readonly string[], by: ReadonlyMap<string, T>): readonly T[] {
  return Array.from({ length: folder.length + 1 }, (_, depth) => folder.slice(0, depth).join("/"))
    .flatMap((key) => {
      const found = by.get(key);
      return found === undefined ? [] : [found];
    });
}

async function importModule(path: string): Promise<Module> {
  return await import(pathToFileURL(path).href);
}

function routeOf<State>(file: RouteFile, path: string, module: Module): LoadedRoute<State> {
  const handlers = module["handler"] ?? module["handlers"];
  const component = module["default"];
  if (typeof component !== "function" && !isHandlers(handlers)) {
    throw new TypeError(
      `Cannot use ${path} as a route: it exports neither a page component (default) nor handler`,
    );
  }
  return {
    file,
    component: component as PageComponent<unknown, State> | undefined,
    handlers: handlers as Handlers<State> | undefined,
  };
}

function isHandlers(value: unknown): boolean {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

function componentOf<State>(path: string, module: Module): PageComponent<undefined, State> {
  const component = module["default"];
  if (typeof component !== "function") {
    throw new TypeError(`Cannot use ${path}: it has no component as default export`);
  }
  return component as PageComponent<undefined, State>;
}

function middlewaresOf<State>(path: string, module: Module): readonly Middleware<State>[] {
  const given = [module["default"] ?? module["handler"]].flat();
  if (given.length === 0 || !given.every((one) => typeof one === "function")) {
    throw new TypeError(`Cannot use ${path}: it exports no middleware as default`);
  }
  return given as unknown as readonly Middleware<State>[];
}
