// A prebuilt JupyterLab extension, written by hand: no build step. `rolltrack lab` loads it; nothing else does.
(() => {
  // Only calls of rolltrack itself, on names and nothing else, may run without being asked for.
  const OWN_LINE = /^(import rolltrack as rt|[a-z_]+ = rt\.SessionLog\(\)|([a-z_]+ = )?rt\.(?!write_)[a-z_]+\(([a-z_]+(\.frame\(\))?(, ([a-z_]+=)?[a-z_]+)*)?\)|)$/;

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
    await app.commands.execute("notebook:run-all-cells");
    panel.content.activeCellIndex = 0;
    panel.content.mode = "command";
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
