import type {
  HandlerFn,
  Handlers,
  Middleware,
  PageComponent,
  PageProps,
  PageResponse,
} from "./context.ts";

type Answer<Fn> = Fn extends (...args: never[]) => infer Result ? Awaited<Result> : never;
type DataOfAnswer<Given> = Given extends PageResponse<infer Data> ? Data : never;

/** The data that a handler, or any method of a handler object, hands to its page. */
export type DataOf<H> = [H] extends [never] ? undefined
  : H extends HandlerFn<unknown, never> ? DataOfAnswer<Answer<H>>
  : { [M in keyof H]: DataOfAnswer<Answer<H[M]>> }[keyof H];

/** Typed identity functions for route files, all sharing one `State`. */
export interface Define<State> {
  /** Handlers of a route: one function, or an object with one for each method. */
  handlers<const H extends Handlers<State>>(handlers: H): H;
  /** A page or app component; `define.page<typeof handler>` types its `data`. */
  page<H = never>(
    component: (props: PageProps<DataOf<H>, State>) => ReturnType<PageComponent<DataOf<H>, State>>,
  ): PageComponent<DataOf<H>, State>;
  /** A layout, which gets what stands inside it as `Component`. */
  layout(component: PageComponent<undefined, State>): PageComponent<undefined, State>;
  /** One middleware or several, outermost first. */
  middleware<M extends Middleware<State> | readonly Middleware<State>[]>(middleware: M): M;
}

/** Makes the `define` that a project's route files share. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (component) => component,
    layout: (component) => component,
    middleware: (middleware) => middleware,
  };
}
