// Around every page: the browser's light or dark, and which place of the bar this is.

// The cookie has let the browser in; the token need not stand where a shared screen shows it.
if (location.search.includes("token=")) history.replaceState(null, "", location.pathname + location.hash);

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => { document.body.dataset.jpThemeLight = String(!dark.matches); };
dark.addEventListener("change", follow);
follow();

function here() {
  const part = location.hash === "#roll" ? "roll" : "log";
  document.body.dataset.part = part;
  const page = document.body.dataset.notebook + (part === "roll" ? "#roll" : "");
  for (const link of document.querySelectorAll(".app-bar a")) {
    if (link.dataset.page === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const current = document.querySelector('.app-bar a[aria-current="page"]');
  if (current) document.title = `${current.textContent} · rolltrack`;
  current?.scrollIntoView({ block: "nearest", inline: "center" });
}
addEventListener("hashchange", () => { here(); scrollTo(0, 0); });
here();
