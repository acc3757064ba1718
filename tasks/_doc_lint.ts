interface Declaration {
  readonly location: { readonly filename: string; readonly line: number };
  readonly declarationKind: string;
  readonly jsDoc?: { readonly doc?: string };
}

interface Documented {
  readonly nodes: Readonly<
    Record<string, {
      readonly module_doc?: unknown;
      readonly symbols: readonly {
        readonly name: string;
        readonly declarations: readonly Declaration[];
      }[];
    }>
  >;
}

/**
 * Public names without a docstring, and doors without a word about their room.
 *
 * @param doors Paths of the rooms' `mod.ts`.
 */
export async function undocumented(doors: readonly string[]): Promise<readonly string[]> {
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", "--quiet", ...doors],
    stderr: "inherit",
  }).output();
  if (!success) return ["deno doc failed"];
  const { nodes } = JSON.parse(new TextDecoder().decode(stdout)) as Documented;
  return Object.entries(nodes).flatMap(([door, { module_doc, symbols }]) => [
    ...(module_doc ? [] : [`${door}: the door says nothing about its room`]),
    ...symbols.flatMap(({ name, declarations }) => {
      const [first] = declarations;
      const isDocumented = declarations.some(({ jsDoc }) => jsDoc?.doc);
      return isDocumented || !first
        ? []
        : [`${first.location.filename}:${first.location.line + 1}: ${name} has no docstring`];
    }),
  ]);
}
