// The body map alone: what is chosen is the model's `areas`.

import { bodyMap } from "./body_map_svg.js";
import { keepKeys } from "./keys.js";

function render({ model, el: root }) {
  root.classList.add("rt");
  const map = bodyMap({
    name: "areas", label: model.get("label"), options: model.get("options"), plain: model.get("plain"),
    value: model.get("areas").join("|"),
    changed: (value) => { model.set("areas", value ? value.split("|") : []); model.save_changes(); },
  });
  root.append(map.node);
  keepKeys(root);
  const follow = () => map.set(model.get("areas").join("|"));
  model.on("change:areas", follow);
  return () => model.off("change:areas", follow);
}

export default { render };
