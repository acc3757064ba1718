import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { percentText } from "../../domain/mod.ts";
import { DEFAULT_DRAWER, setView, view } from "../../linked/mod.ts";
import { drawerAt, drawerByKey } from "./drawer_share.ts";

/** What lies under the map: a head that always stands, and a body that is dragged up or shut. */
export function Drawer(
  { head, children }: { readonly head: ComponentChildren; readonly children: ComponentChildren },
) {
  const { drawer } = view.value;
  const dragged = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  const open = drawer > 0;
  return (
    <div
      class={open ? "drawer" : "drawer shut"}
      style={{ "--drawer": percentText(drawer, 1, 0).replace(/\s/g, "") }}
      ref={box}
    >
      <div
        class="drawer-edge"
        role="separator"
        tabindex={0}
        aria-orientation="horizontal"
        aria-label="Height of the table"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * drawer)}
        onPointerDown={(event) => {
          dragged.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          const room = box.current?.parentElement?.getBoundingClientRect();
          if (!dragged.current || !room) return;
          setView({
            drawer: drawerAt({ bottom: room.bottom, height: room.height, y: event.clientY }),
          });
        }}
        onPointerUp={() => dragged.current = false}
        onPointerCancel={() => dragged.current = false}
        onDblClick={() => setView({ drawer: open ? 0 : DEFAULT_DRAWER })}
        onKeyDown={(event) => {
          const next = drawerByKey(drawer, event.key);
          if (next === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          setView({ drawer: next });
        }}
      />
      <div class="drawer-head">
        <button
          type="button"
          class="button quiet drawer-toggle"
          aria-expanded={open}
          onClick={() => setView({ drawer: open ? 0 : DEFAULT_DRAWER })}
        >
          Table
        </button>
        {head}
      </div>
      {open && <div class="drawer-body">{children}</div>}
    </div>
  );
}
