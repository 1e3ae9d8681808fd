// A prebuilt JupyterLab extension, written by hand: no build step. `rolltrack lab` loads it; nothing else does.
(() => {
  // Only calls of rolltrack itself, on names and nothing else, may run without being asked for.
  const OWN_LINE = /^(import rolltrack as rt|[a-z_]+ = rt\.SessionLog\(\)|[a-z_]+ = log\.settings\.[a-z_]+|([a-z_]+ = )?rt\.(?!write_)[a-z_]+\(([a-z_]+(\.frame\(\))?(, ([a-z_]+=)?[a-z_]+)*)?\)|)$/;

  const isOwn = (notebook) =>
    [...notebook.cells].every((cell) => cell.type !== "code" || cell.sharedModel.getSource().split("\n").every((line) => OWN_LINE.test(line.trim())));

  const done = new WeakSet();
  async function runOnce(app, panel) {
    const context = panel?.context;
    if (!context?.sessionContext || !panel.content?.widgets || done.has(panel)) return;
    done.add(panel);
    await Promise.all([context.ready, context.sessionContext.ready]);
    if (!isOwn(panel.content.model)) return;
    await panel.revealed;
    if (app.shell.currentWidget !== panel) return done.delete(panel);
    const touched = keepAtTop(panel);
    await app.commands.execute("notebook:run-all-cells");
    if (touched()) return;
    panel.content.activeCellIndex = 0;
    panel.content.mode = "command";
  }

  // Running goes to the last cell, and outputs that come later push the page about: until the person
  // does something, it stays at its beginning.
  const DOINGS = ["pointerdown", "wheel", "touchstart", "keydown"];
  const KEPT_FOR = 60000; // ms; some ways to read a page, a screen reader's for one, make no such event
  function keepAtTop(panel) {
    const page = panel.node.querySelector(".jp-WindowedPanel-outer") || panel.content.node;
    let touched = false;
    const toTop = () => page.scrollTop && page.scrollTo(0, 0);
    const release = () => {
      page.removeEventListener("scroll", toTop);
      DOINGS.forEach((doing) => document.removeEventListener(doing, noted, true));
    };
    const noted = () => { touched = true; release(); };
    page.addEventListener("scroll", toTop);
    DOINGS.forEach((doing) => document.addEventListener(doing, noted, { capture: true, passive: true }));
    setTimeout(release, KEPT_FOR);
    return () => touched;
  }

  const plugin = {
    id: "rolltrack-open:plugin",
    autoStart: true,
    activate: (app) => {
      app.shell.currentChanged?.connect(() => void runOnce(app, app.shell.currentWidget));
      void app.restored.then(() => runOnce(app, app.shell.currentWidget));
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["rolltrack-open"] = {
    init: () => undefined,
    get: () => Promise.resolve(() => ({ __esModule: true, default: plugin })),
  };
})();
