import { buttonClass, HeadParts, Icon, SkipLink, Wordmark } from "../components/mod.ts";
import { define } from "../define.ts";
import CopyButtons from "../islands/CopyButtons.tsx";
import Player from "../islands/Player.tsx";
import ThemeSwitch from "../islands/ThemeSwitch.tsx";
import { asset } from "../web/mod.ts";
import { themeOf } from "./_theme.ts";

const PAGES = [
  ["/", "Overview"],
  ["/explore", "Explore"],
  ["/similar", "Similar"],
  ["/labels", "Labels"],
  ["/learn", "Learn"],
  ["/listen", "Listen"],
  ["/playlists", "Playlists"],
] as const;

const STYLES = ["charts", "tokens", "base", "components", "player"];

export default define.page(({ Component, req, url, state }) => {
  const theme = themeOf(req);
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <HeadParts title="Fonoteca" styles={STYLES} asset={asset} />
        <noscript>
          <link rel="stylesheet" href={asset("/styles/no_script.css")} />
        </noscript>
      </head>
      <body>
        <SkipLink />
        <header class="top">
          <Wordmark page="overview" />
          <nav aria-label="Pages" data-swap="nav">
            {PAGES.map(([href, name]) => (
              <a
                key={href}
                href={href}
                aria-current={isCurrent(url, href) ? "page" : undefined}
                data-key={href === "/explore" ? "e" : undefined}
              >
                {name}
              </a>
            ))}
          </nav>
          <div class="tools">
            <form class="search" role="search" aria-label="The collection" action="/explore">
              <Icon name="search" />
              <input
                class="input"
                id="search"
                name="q"
                type="search"
                placeholder="Title, artist, path"
                aria-label="Search title, artist, album, genre and path"
                autocomplete="off"
              />
              <kbd aria-hidden="true">/</kbd>
            </form>
            <ThemeSwitch theme={theme} />
          </div>
        </header>
        {state.notice && (
          <aside class="store-notice" aria-label="The collection">
            {state.notice}.
          </aside>
        )}
        <main id="main">
          {state.fault && (
            <div class="notice row" role="alert">
              <p>{state.fault}.</p>
              {state.reopen && (
                <form method="post" action="/reopen">
                  <button class={buttonClass()} type="submit">Open the store again</button>
                </form>
              )}
            </div>
          )}
          <Component />
        </main>
        <Player />
        <CopyButtons />
      </body>
    </html>
  );
});

function isCurrent(url: URL, href: string): boolean {
  if (href === "/similar" && url.pathname === "/evaluate") return true;
  return href === "/" ? url.pathname === "/" : `${url.pathname}/`.startsWith(`${href}/`);
}
