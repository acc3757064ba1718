import { Button, Icon } from "../components/mod.ts";
import { wordsOf } from "../wire/mod.ts";
import { tell, told, untell } from "./_told.ts";

/** Says what was done above the player, and offers to take it back. */
export function Told() {
  const now = told.value;
  const undo = async () => {
    try {
      await now?.undo?.();
      untell();
    } catch (error) {
      tell({ words: wordsOf(error), fault: true });
    }
  };
  return (
    <div class={now ? "told" : "told visually-hidden"} role="status">
      {now && (
        <>
          <span class={now.fault ? "fault" : undefined}>{now.words}</span>
          {now.undo && <Button look="quiet" onClick={undo}>Undo</Button>}
          <Button look="quiet" icon aria-label="Close this message" onClick={untell}>
            <Icon name="close" />
          </Button>
        </>
      )}
    </div>
  );
}
