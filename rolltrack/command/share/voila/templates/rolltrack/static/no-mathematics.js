// Voilà asks for a mathematics library and speaks to it; no page of the app has a formula.
const nothing = () => {};
window.MathJax = {
  Hub: { Config: nothing, Configured: nothing, Queue: nothing, Register: { StartupHook: nothing } },
};
