/** The theme that a visitor has chosen; that of the system unless they have. */
export function themeOf(req: Request): "system" | "light" | "dark" {
  const chosen = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(req.headers.get("cookie") ?? "")?.[1];
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}
